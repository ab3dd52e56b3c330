/** Draws the basket, newest line on top. Each change touches its own row only. */
import { day, number, quantity, rupiah } from '../../core/format.js';
import { isExpired } from './catalogue.js';
import { isDeposit } from './containers.js';
import { copyOf, setHidden, setText } from './dom.js';
import { packTitle } from './search.js';
import { say } from './words.js';

const STILL = matchMedia('(prefers-reduced-motion: reduce)');

export class LinesView {
  #box;
  #list;
  #rows = new Map();
  #current = null;
  #isScrolled = false;
  #flashing = null;
  #today;

  /**
   * @param {HTMLElement} box holds the list and scrolls
   * @param {(action: 'quantity'|'choose'|'exchange'|'remove', key: number) => void} onAction
   * @param {() => string} today by the clock of the till
   */
  constructor(box, onAction, today) {
    this.#today = today;
    this.#box = box;
    this.#list = box.querySelector('ul');
    // Asking the box where it stands would make the browser lay out the page in mid-scan.
    box.addEventListener('scroll', () => { this.#isScrolled = true; }, { passive: true });
    box.addEventListener('click', (event) => {
      const button = event.target.closest('[data-do]');
      const row = button?.closest('.line');
      if (row && !row.closest('.is-over')) onAction(button.dataset.do, Number(row.dataset.key));
    });
  }

  /** The line that keys such as Del act on: the latest, unless the arrows chose another. */
  get current() {
    return this.#current;
  }

  /** Draw a new line, or one that was touched again, on top. */
  show(line) {
    if (isDeposit(line)) return this.update(line);
    const row = this.#rows.get(line.key) ?? this.#newRow(line);
    write(row, line, this.#today());
    if (this.#list.firstElementChild !== row) this.#bringUp(row);
    this.#select(line.key);
    this.#flash(row);
    this.#scrollUp();
    return undefined;
  }

  /** Draw a change in place; a new deposit beneath its goods. */
  update(line) {
    const row = this.#rows.get(line.key) ?? this.#beneath(line);
    write(row, line, this.#today());
    this.#flash(row);
  }

  remove(key) {
    const row = this.#rows.get(key);
    const next = this.#neighbour(row, 1) ?? this.#neighbour(row, -1);
    row.remove();
    this.#rows.delete(key);
    if (this.#current === key) this.#select(next ? Number(next.dataset.key) : null);
  }

  /** Draw what a change of the basket changed; the line it was about on top. */
  follow({ lines, changed }, about) {
    for (const line of changed) if (line !== about) this.update(line);
    if (about) this.show(about);
    if (this.#rows.size > lines.length) this.#forgetOthers(lines);
  }

  /** Move the choice up or down the list. */
  move(step) {
    const next = this.#neighbour(this.#rows.get(this.#current), step);
    if (!next) return;
    this.#select(Number(next.dataset.key));
    next.scrollIntoView({ block: 'nearest' });
  }

  /** Point at a line that has to be settled. */
  pointAt(key) {
    const row = this.#rows.get(key);
    this.#select(Number(row.dataset.of ?? key));
    row.scrollIntoView({ block: 'nearest' });
    this.#flash(row);
  }

  /** The sale is over: its lines stay to be read, greyed, until the next scan. */
  close() {
    this.#list.classList.add('is-over');
    this.#select(null);
  }

  /** The old basket leaves the screen; an empty one takes its place. */
  startAnew() {
    const fresh = this.#list.cloneNode(false);
    fresh.classList.remove('is-over');
    const old = this.#list;
    this.#list = fresh;
    this.#rows.clear();
    this.#current = null;
    old.removeAttribute('id');
    old.setAttribute('aria-hidden', 'true');
    old.inert = true;
    old.classList.add('is-leaving');
    old.before(fresh);
    this.#scrollUp();
    setTimeout(() => old.remove(), 240);
  }

  /** Deposits whose goods went, or were exchanged after all, leave with them. */
  #forgetOthers(lines) {
    const kept = new Set(lines.map(({ key }) => key));
    for (const key of [...this.#rows.keys()]) if (!kept.has(key)) this.remove(key);
  }

  /** The next row of goods, up or down: a deposit is never chosen by itself. */
  #neighbour(row, step) {
    let next = row;
    do next = step > 0 ? next?.nextElementSibling : next?.previousElementSibling;
    while (next?.dataset.of);
    return next ?? null;
  }

  /** With the deposit that follows it. */
  #bringUp(row) {
    const next = row.nextElementSibling;
    this.#list.prepend(row, ...(next?.dataset.of === row.dataset.key ? [next] : []));
  }

  #beneath(line) {
    const row = this.#newRow(line);
    row.dataset.of = String(line.of);
    row.classList.add('is-deposit');
    row.querySelector('.line-quantity').disabled = true;
    row.querySelector('.line-remove').dataset.do = 'exchange';
    this.#rows.get(line.of).after(row);
    return row;
  }

  #newRow(line) {
    const row = copyOf('line-template');
    row.dataset.key = String(line.key);
    this.#rows.set(line.key, row);
    return row;
  }

  #select(key) {
    this.#rows.get(this.#current)?.classList.remove('is-current');
    this.#current = key;
    this.#rows.get(key)?.classList.add('is-current');
  }

  #scrollUp() {
    if (this.#isScrolled) this.#box.scrollTop = 0;
    this.#isScrolled = false;
  }

  #flash(row) {
    this.#flashing?.cancel();
    if (STILL.matches) return;
    this.#flashing = row.animate([{ backgroundColor: '#f6e3b3' }, {}], { duration: 500, easing: 'ease-out' });
  }
}

/** What a press on the line's own button settles. */
const TO_CHOOSE = new Set(['unknown', 'unpriced', 'service']);

function write(row, line, today) {
  const { pack, code, priced, problem, exchange } = line;
  const [quantityButton, what, amount, choose, turn, remove] = row.children;
  const [name, detail, saving, warning] = what.children;
  const title = pack ? packTitle(pack) : say('unknown_code', { code });
  row.classList.toggle('is-problem', problem !== null);
  setText(quantityButton.firstElementChild, howMuch(line));
  quantityButton.setAttribute('aria-label', say('change_quantity_of', { name: title, quantity: howMuch(line) }));
  setText(name, title);
  setText(detail, problem ? say(`problem_${problem}`) : perUnit(line));
  setText(saving, problem ? '' : savingOf(line));
  setText(warning, isExpired(pack, today) ? say('expired_line', { day: day(pack.expires) }) : '');
  setText(amount, priced ? number(priced.amount) : '–');
  setHidden(choose, !TO_CHOOSE.has(problem) || isDeposit(line));
  if (exchange !== null || !turn.hidden) writeTurn(turn, title, choose.hidden ? exchange : null);
  setText(choose, say(problem === 'service' ? 'fill_service' : 'choose_goods'));
  remove.setAttribute('aria-label', say('remove_line', { name: title }));
}

/** The switch says how it is now; goods without a container have none. */
function writeTurn(button, name, exchange) {
  setHidden(button, exchange === null);
  setText(button, say(exchange ? 'exchange' : 'no_exchange'));
  button.setAttribute('aria-checked', String(exchange));
  button.setAttribute('aria-label', say(exchange ? 'exchange_of' : 'no_exchange_of', { name }));
}

function howMuch({ ask, priced }) {
  if (priced) return quantity(priced.quantity);
  return ask.quantity === undefined ? rupiah(ask.asked_amount) : quantity(ask.quantity);
}

/** What is taken off, and why: `Promo 3 untuk 10.000, hemat Rp500`. */
function savingOf({ priced, promotion }) {
  if (!priced.discount) return '';
  const amount = rupiah(priced.discount);
  return promotion ? say('promotion_off', { name: promotion, amount }) : say('discount_off', { amount });
}

function perUnit({ pack, priced, ask }) {
  const price = say('price_per_unit', { price: rupiah(priced.unit_price), unit: pack.unit });
  return ask.asked_amount === undefined ? price : `${price} · ${say('by_amount')}`;
}
