/**
 * Rings up what is scanned, typed, chosen from the list or tapped on a tile: goods, a quantity, a
 * member, a command. A scan is never dropped: what comes while a sale is being kept waits for its
 * turn and is rung up right after.
 */
import { day } from '../../core/format.js';
import { isExpired } from './catalogue.js';
import { readCommand } from './commands.js';
import { offerScan, openDialog } from './dialogs.js';
import { readInput } from './input_line.js';
import { measureScan } from './marks.js';
import { refuse, tell, warn } from './notice.js';
import { beep } from './sound.js';
import { lendTo } from './who_pays.js';
import { say } from './words.js';

/** Typed by hand, at least so many digits are a code and not a name. */
const CODE = /^\d{4,}$/;

/** As members/cards/codes.py makes them. */
const CARD = /^AGT\d{4,}$/i;

export class Ringing {
  #sell;

  /** @param {import('./sell.js').Sell} sell the basket and the line it is rung up from */
  constructor(sell) {
    this.#sell = sell;
  }

  /**
   * In its turn; an open dialog and the words of commands come first.
   * @param {{text: string, at: number, isScan: boolean}} item `at` as events have it
   */
  soon(item) {
    const { entry, quantities, search, turns } = this.#sell;
    if (!item.text.trim()) return;
    quantities.close();
    const dialog = openDialog();
    if (dialog) return offerScan(dialog, item.text);
    const meant = search.isKnown(item.text) ? null : readCommand(item.text);
    if (meant) return this.#sell.run(meant.command, meant.more);
    entry.clear();
    return turns.take(() => this.#ring(item));
  }

  /** One of the list under the input line, or a tile; what stands in the line may say how much. */
  choose({ pack, member, customer, command, more }) {
    const { entry, turns } = this.#sell;
    if (command) return this.#sell.run(command, more);
    const input = readInput(entry.text);
    entry.clear();
    return turns.take(() => {
      if (member) this.#sell.setMember(member);
      else if (customer) lendTo(this.#sell, customer);
      else if (entry.mode === 'settle') this.#settle(pack);
      else this.#add(pack, input);
      entry.focus();
    });
  }

  #ring({ text, at, isScan }) {
    const { entry } = this.#sell;
    const input = readInput(text);
    if (input.kind === 'refused') {
      entry.putBack(text);
      refuse(say(`quantity_${input.why}`));
    } else if (input.kind === 'multiplier') {
      entry.setMultiplier(input);
      tell('');
    } else if (input.kind === 'change') {
      this.#changeCurrent(input);
    } else {
      measureScan(at);
      this.#lookUp(input, text, isScan);
    }
    entry.focus();
  }

  #lookUp(input, text, isScan) {
    const { entry, search } = this.#sell;
    const { pack, member, inside } = search.exact(input.text);
    if (pack && entry.mode === 'settle' && !isScan) this.#settle(pack);
    else if (pack) this.#add(pack, input, { isScan, inside });
    else if (member) this.#sell.setMember(member);
    else if (this.#isNobodysCard(input.text)) entry.focus();
    else if (isScan ? /\d/.test(input.text) : CODE.test(input.text)) this.#addUnknown(input);
    else this.#searchFor(text, input.text);
  }

  #add(pack, input, { isScan = false, inside } = {}) {
    const { basket, entry } = this.#sell;
    const line = basket.add(pack, isScan ? input.text : null, entry.howMuch(input, inside));
    this.#sell.redraw(line);
    if (line.problem === 'service') this.#sell.services.open(line);
    else if (line.problem) refuse(say(`problem_${line.problem}`));
    else this.#remind(pack);
  }

  /** It is sold; what the buyer's age or the date on the pack may say against it is told. */
  #remind(pack) {
    const age = pack.minimum_age ? say('minimum_age', { n: pack.minimum_age }) : '';
    if (isExpired(pack, this.#sell.basket.conditions().on)) {
      return warn(`${say('expired', { name: pack.name, day: day(pack.expires) })} ${age}`.trim());
    }
    tell(age);
    beep('good');
    return undefined;
  }

  /** `*3`: the latest line, or the one the arrows chose, is so much. */
  #changeCurrent({ quantity, asked_amount: amount }) {
    const key = this.#sell.lines.current;
    if (key === null) return refuse(say('nothing_to_change'));
    const ask = amount === undefined ? { quantity } : { asked_amount: amount };
    const { problem } = this.#sell.redraw(this.#sell.basket.change(key, ask));
    if (problem) refuse(say(`problem_${problem}`));
    else tell('');
    return undefined;
  }

  /** A card that no member has is no goods: it is said what may be done, and nothing is added. */
  #isNobodysCard(code) {
    const candidate = this.#sell.search.candidate(code);
    if (candidate) refuse(say('member_candidate', candidate));
    else if (CARD.test(code)) refuse(say('card_of_nobody', { code }));
    else return false;
    return true;
  }

  #addUnknown(input) {
    const { basket, entry } = this.#sell;
    this.#sell.redraw(basket.addUnknown(input.text, entry.howMuch(input)));
    refuse(say('unknown_added', { code: input.text }));
  }

  #searchFor(text, query) {
    const { entry } = this.#sell;
    entry.putBack(text);
    if (!entry.search()) refuse(say('nothing_found', { query }));
  }

  /** The line that was not known, or had no price, is these goods. */
  #settle(pack) {
    const { basket, entry } = this.#sell;
    const key = entry.subject;
    entry.ask('goods');
    if (basket.line(key)) this.#sell.redraw(basket.settle(key, pack));
    tell('');
  }
}
