/** Asks in how many parts a kasbon is paid, where that is allowed, and shows what is due when. */
import { day, rupiah } from '../../core/format.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { daysAfter, later, schedule } from './instalments.js';
import { say } from './words.js';

const EVERY = ['week', 'month'];
/** Rows of dates that stay on a small screen. */
const MOST_ROWS = 6;

/**
 * @typedef {object} Terms
 * @property {number} amount rupiah on credit
 * @property {string} on the day of the sale, ISO
 * @property {number} days until it is due where it is paid at once
 * @property {number} most parts
 * @property {number} unit coin to which a part is rounded up
 */
export class CreditPlan {
  #parts = byId('way-parts');
  #every = byId('way-every');
  /** @type {Terms|null} */
  #terms = null;

  constructor() {
    for (const box of [this.#parts, this.#every]) box.addEventListener('change', () => this.#draw());
  }

  /** @param {Terms|null} terms null: this is no kasbon */
  show(terms) {
    this.#terms = terms;
    const counts = terms ? possible(terms) : [];
    offer(this.#parts, counts.map((count) => [
      String(count), say(count === 1 ? 'parts_once' : 'parts_n', { n: count }),
    ]), '1');
    offer(this.#every, EVERY.map((every) => [every, say(`parts_every_${every}`)]), 'month');
    setHidden(byId('way-parts-choice'), counts.length < 2);
    this.#draw();
  }

  /** What takes the first key; null where there is nothing to choose. */
  get field() {
    return byId('way-parts-choice').hidden ? null : this.#parts.querySelector('input:checked');
  }

  /** What the tender says of it. */
  get answer() {
    if (!this.#terms) return {};
    const { first_due: firstDue, count, every } = this.#plan;
    return { due_on: firstDue, ...(count > 1 ? { instalments: count, every } : {}) };
  }

  get #plan() {
    const count = Number(chosen(this.#parts));
    return planOf(this.#terms, count, chosen(this.#every));
  }

  #draw() {
    setHidden(byId('way-plan'), !this.#terms);
    if (!this.#terms) return;
    const plan = this.#plan;
    setHidden(this.#every, plan.count === 1);
    byId('way-plan').replaceChildren(...rows(schedule(this.#terms.amount, plan)));
  }
}

function planOf({ on, days, unit }, count, every) {
  const firstDue = count === 1 ? daysAfter(on, days) : later(on, 1, every);
  return { first_due: firstDue, count, every, unit };
}

/** So many parts as the rule allows and the amount has coins for. */
function possible(terms) {
  const counts = Array.from({ length: terms.most }, (_, before) => before + 1);
  return counts.filter((count) => (
    schedule(terms.amount, planOf(terms, count, 'month')).length === count
  ));
}

function rows(parts) {
  if (parts.length === 1) return [row(say('credit_due'), day(parts[0].on))];
  const isLong = parts.length > MOST_ROWS;
  const shown = isLong ? parts.slice(0, MOST_ROWS - 2) : parts;
  const written = shown.map(({ on, amount }) => row(day(on), rupiah(amount)));
  if (!isLong) return written;
  const last = parts.at(-1);
  const between = row(say('parts_more', { n: parts.length - shown.length - 1 }), '…');
  return [...written, between, row(day(last.on), rupiah(last.amount))];
}

function row(word, value) {
  const line = copyOf('fact-template');
  setText(line.firstElementChild, word);
  setText(line.lastElementChild, value);
  return line;
}

function offer(box, choices, first) {
  box.replaceChildren(...choices.map(([value, label]) => {
    const choice = copyOf('money-choice-template');
    const input = choice.querySelector('input');
    Object.assign(input, { name: box.id, value, checked: value === first });
    setText(choice.querySelector('span'), label);
    return choice;
  }));
}

function chosen(box) {
  return box.querySelector('input:checked')?.value ?? '1';
}
