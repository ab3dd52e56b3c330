/**
 * The selling screen: it puts together what is on it, lets baskets come and go, and draws them.
 * What a scan or a typed line means is in ringing.js; what waits for its turn in turns.js.
 */
import { Basket } from './basket.js';
import { Checkout } from './checkout.js';
import { readCommand } from './commands.js';
import { onDialogsClosed, openDialog } from './dialogs.js';
import { display } from './display.js';
import { byId, nextFrame } from './dom.js';
import { Entry } from './entry.js';
import { turnLine } from './exchange.js';
import { LinesView } from './lines_view.js';
import { forgetUse } from './member_use.js';
import { greeting } from './member_choice.js';
import { Menu } from './menu.js';
import { refuse, tell } from './notice.js';
import { offers } from './offers.js';
import { QuantityDialog } from './quantity_dialog.js';
import { QuickKeys } from './quick_keys.js';
import { Ringing } from './ringing.js';
import { listenForScans } from './scanner.js';
import { Search } from './search.js';
import { ServiceDialog } from './service_dialog.js';
import { beep } from './sound.js';
import { Turns } from './turns.js';
import { askWhoPays } from './who_pays.js';
import { say } from './words.js';

export class Sell {
  #till;

  /** @param {import('./till.js').Till} till who sells, what, and where it is kept */
  constructor(till) {
    this.#till = till;
    this.basket = new Basket(() => till.conditions());
    this.search = new Search(till, this.basket);
    this.lines = new LinesView(byId('lines-box'), (action, key) => {
      this.turns.take(() => this.#onLine(action, key));
    }, () => till.conditions().on);
    this.checkout = new Checkout(till, this.basket, {
      inTurn: (action) => this.turns.take(action, { startsNext: false }),
      onProblem: (line) => this.lines.pointAt(line.key),
      onMemberWanted: () => askWhoPays(this),
      onRepriced: () => this.redraw(),
      onPaid: () => this.#onPaid(),
      onFree: () => this.#onFree(),
    });
    this.turns = new Turns(this.checkout, () => this.#startNext());
    this.quantities = new QuantityDialog(
      (key, howMuch) => this.redraw(this.basket.change(key, howMuch)),
    );
    this.services = new ServiceDialog(
      (key, service) => this.redraw(this.basket.setService(key, service)),
      () => this.entry.focus(),
    );
    this.menu = new Menu((command) => this.run(command));
    this.entry = new Entry({
      onEnter: (text, at) => this.ringing.soon({ text, at, isScan: false }),
      onChoose: (option) => this.ringing.choose(option),
      search: (query, mode) => offers(this, query, mode),
      onMove: (step) => this.lines.move(step),
    });
    till.onBasketKept = (isKept) => { byId('sell').dataset.kept = isKept ? 'yes' : 'no'; };
    display.start(till.root, this.basket);
    this.ringing = new Ringing(this);
    this.tiles = new QuickKeys(till, (pack) => this.ringing.choose({ pack }));
    this.#bind();
  }

  /** The lines that were here before a reload. */
  restore(record, lastSale) {
    if (record) this.basket.restore(record, (id) => this.#till.catalogue.pack(id));
    for (const line of this.basket.lines) this.lines.show(line);
    this.checkout.showLast(lastSale);
    this.checkout.restore();
    this.#refresh();
  }

  /** Newer prices have come: what is unfinished takes them, visibly. */
  renew() {
    forgetUse(this.#till.store);
    this.tiles.renew();
    this.turns.take(() => {
      const changed = this.basket.renew((id) => this.#till.catalogue.pack(id));
      if (!changed.length) return;
      this.checkout.leaveTender();
      this.redraw();
    }, { startsNext: false });
  }

  focus() {
    if (this.checkout.phase === 'tendering') this.checkout.view.focus();
    else this.entry.focus();
  }

  /** The basket while it is not paid. */
  get unfinished() {
    return ['selling', 'tendering'].includes(this.checkout.phase) ? this.basket : null;
  }

  /** The old basket leaves the screen a frame before the next line appears. */
  async #startNext() {
    this.basket.clear();
    this.lines.startAnew();
    await nextFrame();
    this.checkout.startNext();
    this.#refresh();
  }

  /** Do what the menu or a word in the line asks for, in its turn. */
  run(command, more = '') {
    this.entry.clear();
    this.turns.take(() => command.run(this.#till, more, this), { isBeside: true });
  }

  /** The unfinished basket leaves the screen. @returns {object} what it held */
  putAside() {
    const record = { ...this.basket.toRecord(), payment: this.checkout.putAside() };
    this.basket.clear();
    this.lines.startAnew();
    this.entry.setMultiplier(null);
    this.redraw();
    return record;
  }

  /** A basket that was put aside is back, in place of an empty or a paid one. */
  async takeUp(record) {
    if (this.checkout.phase === 'paid') await this.#startNext();
    else this.lines.startAnew();
    this.basket.restore(record, (id) => this.#till.catalogue.pack(id));
    for (const line of this.basket.lines) this.lines.show(line);
    this.checkout.takeUp(record.payment);
    this.redraw();
  }

  // Lines and member

  #onLine(action, key) {
    const line = this.basket.line(key);
    if (!line) return;
    if (action === 'exchange') turnLine(this, line);
    else if (action === 'quantity') this.quantities.open(line);
    else if (action === 'choose' && line.problem === 'service') this.services.open(line);
    else if (action === 'choose') this.#askWhich(line);
    else this.#remove(line);
  }

  #remove({ key, pack, code }) {
    this.basket.remove(key);
    this.lines.remove(key);
    if (this.entry.subject === key) this.entry.ask('goods');
    this.redraw();
    tell(say('removed', { name: pack ? pack.name : code }));
    this.entry.focus();
  }

  #askWhich({ key, pack, code }) {
    this.entry.ask('settle', { code: code ?? pack.name }, key);
  }

  /** The card may come at any moment: prices follow. */
  setMember(member) {
    const isAnother = this.basket.member?.id !== member?.id;
    this.basket.setMember(member);
    if (['member', 'debtor'].includes(this.entry.mode)) this.entry.ask('goods');
    this.redraw();
    tell(member ? greeting(member, this.#till.conditions().on) : say('member_removed'));
    if (member) beep('good');
    this.entry.focus();
    this.checkout.onMember(member, isAnother);
  }

  // Keys and drawing

  #bind() {
    const on = (id, action) => byId(id).addEventListener('click', action);
    on('menu', () => this.menu.open());
    on('find', () => this.#ask('goods'));
    on('ask-member', () => this.#ask('member'));
    on('member-remove', () => this.turns.take(() => this.setMember(null)));
    on('next-sale', () => this.turns.take(() => this.entry.focus()));
    on('change-quantity', () => this.#onCurrent('quantity'));
    on('remove-line', () => this.#onCurrent('remove'));
    on('pay', () => this.turns.take(() => this.#pay(), { startsNext: false }));
    byId('sell').addEventListener('keydown', (event) => this.#back(event));
    onDialogsClosed(() => this.focus());
    listenForScans({
      isListening: () => !byId('sell').hidden,
      entry: this.entry.element,
      amount: byId('given'),
      isKnown: (line) => this.search.isKnown(line) || readCommand(line) !== null,
      onScan: (text, at) => this.ringing.soon({ text, at, isScan: true }),
    });
  }

  #pay() {
    if (!this.checkout.press(this.entry.text.trim())) this.entry.selectAll();
  }

  /** The change of the last sale stays readable while the next thing is being asked for. */
  #ask(mode) {
    this.checkout.leaveTender();
    this.checkout.awaited = null;
    this.entry.ask(mode);
  }

  #onCurrent(action) {
    const key = this.lines.current;
    if (key !== null) this.turns.take(() => this.#onLine(action, key));
  }

  #back(event) {
    if (event.key !== 'Escape' || openDialog()) return;
    event.preventDefault();
    if (this.checkout.phase === 'tendering') this.checkout.leaveTender();
    else if (this.checkout.phase === 'paid') this.turns.take(() => this.entry.focus());
    else if (this.tiles.close()) this.entry.focus();
    else if (!this.entry.back()) tell('');
  }

  #onPaid() {
    this.lines.close();
    this.entry.clear();
    this.entry.setMultiplier(null);
  }

  #onFree() {
    this.entry.focus();
    this.turns.run();
  }

  /** Draw what changed, that line on top, and keep the basket for after a reload. */
  redraw(line = null) {
    this.lines.follow(this.basket, line);
    this.#refresh();
    this.#till.keepBasketSoon();
    return line;
  }

  #refresh() {
    byId('sell').dataset.basket = this.basket.isEmpty ? 'empty' : 'filled';
    this.tiles.onBasket(this.basket.isEmpty);
    this.checkout.show();
    display.showBasket(this.basket);
  }
}
