/** Draws the basket, newest line on top. Each change touches its own row only. */
import { number, quantity, rupiah } from '../../core/format.js';
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

  /**
   * @param {HTMLElement} box holds the list and scrolls
   * @param {(action: 'quantity'|'choose'|'remove', key: number) => void} onAction
   */
  constructor(box, onAction) {
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
    const row = this.#rows.get(line.key) ?? this.#newRow(line);
    write(row, line);
    if (this.#list.firstElementChild !== row) this.#list.prepend(row);
    this.#select(line.key);
    this.#flash(row);
    this.#scrollUp();
  }

  /** Draw a change in place. */
  update(line) {
    const row = this.#rows.get(line.key);
    write(row, line);
    this.#flash(row);
  }

  remove(key) {
    const row = this.#rows.get(key);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.#rows.delete(key);
    if (this.#current === key) this.#select(next ? Number(next.dataset.key) : null);
  }

  /** Move the choice up or down the list. */
  move(step) {
    const row = this.#rows.get(this.#current);
    const next = step > 0 ? row?.nextElementSibling : row?.previousElementSibling;
    if (!next) return;
    this.#select(Number(next.dataset.key));
    next.scrollIntoView({ block: 'nearest' });
  }

  /** Point at a line that has to be settled. */
  pointAt(key) {
    this.#select(key);
    this.#rows.get(key).scrollIntoView({ block: 'nearest' });
    this.#flash(this.#rows.get(key));
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

function write(row, line) {
  const { pack, code, priced, problem } = line;
  const [quantityButton, what, amount, choose, remove] = row.children;
  const [name, detail, saving] = what.children;
  const title = pack ? packTitle(pack) : say('unknown_code', { code });
  row.classList.toggle('is-problem', problem !== null);
  setText(quantityButton.firstElementChild, howMuch(line));
  quantityButton.setAttribute('aria-label', say('change_quantity_of', { name: title, quantity: howMuch(line) }));
  setText(name, title);
  setText(detail, problem ? say(`problem_${problem}`) : perUnit(line));
  setText(saving, problem ? '' : savingOf(line));
  setText(amount, priced ? number(priced.amount) : '–');
  setHidden(choose, !TO_CHOOSE.has(problem));
  setText(choose, say(problem === 'service' ? 'fill_service' : 'choose_goods'));
  remove.setAttribute('aria-label', say('remove_line', { name: title }));
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
