/**
 * How a sale is being paid: what was taken so far, what is left, and the tenders it ends in.
 * Pure. Only cash is rounded, and only its part; everything else is exact.
 *
 * @typedef {object} Part one way of paying
 * @property {'cash'|'qris'|'transfer'|'kasbon'|'savings'|'voucher'} kind
 * @property {number} amount rupiah
 * @property {string} [reference] of a transfer or voucher
 * @property {string} [due_on] ISO day on which kasbon is due, or its first instalment
 * @property {number} [instalments] in how many parts kasbon is paid
 * @property {'week'|'month'} [every] how far apart they are
 * @property {string} [customer_id] who owes kasbon without being a member
 * @property {boolean} [confirmed] false: nobody saw yet that it arrived
 * @property {object} [approval] who agreed to more credit than the limit
 * @typedef {{kind: 'savings'|'donation', amount: number}} Keep change that is left on purpose
 */
import { roundCash } from './rounding.js';

/** Change worth leaving: the small money, or all of it where there is none. */
const SMALL_MONEY = 1_000;
/** These lean on the member: without the member they are gone. */
const OF_A_MEMBER = new Set(['kasbon', 'savings']);

export class Payment {
  /** @type {Part[]} in the order they were taken */
  parts = [];

  get isEmpty() {
    return this.parts.length === 0;
  }

  get approvals() {
    return this.parts.flatMap(({ approval }) => approval ?? []);
  }

  /** What is still to be paid exactly; never less than nothing. */
  rest(total) {
    return Math.max(total - sum(this.parts), 0);
  }

  /** What was paid too much in ways that give no change: lines were removed after paying. */
  over(total) {
    const [, others] = this.#split();
    return Math.max(others - total, 0);
  }

  /** What is still to be paid in cash, which is rounded. */
  cash(total, rounding) {
    return Math.max(this.#cashOf(total, rounding) - this.#split()[0], 0);
  }

  add(part) {
    this.parts = [...this.parts, part];
  }

  drop(position) {
    this.parts = this.parts.filter((_, place) => place !== position);
  }

  clear() {
    this.parts = [];
  }

  /** Another member, or none: nobody else's credit and savings pay for this basket. */
  forgetMember() {
    this.parts = this.parts.filter(({ kind }) => !OF_A_MEMBER.has(kind));
  }

  /**
   * The tenders and the kept change of the sale, once nothing is left to pay.
   * @param {{total: number, rounding: object, given?: number, keep?: Keep|null}} sale
   *   `given` in cash now, at least what is left to be paid in cash
   * @returns {{tenders: object[], kept: {savings: number, donation: number}|null}}
   */
  settle({ total, rounding, given = 0, keep = null }) {
    const [before] = this.#split();
    const others = this.parts.filter(({ kind }) => kind !== 'cash');
    const amount = this.#cashOf(total, rounding) + (keep ? keep.amount : 0);
    const tenders = others.map(exactTender);
    if (amount || before + given || !tenders.length) {
      tenders.push({ kind: 'cash', amount, given: before + given, change: before + given - amount });
    }
    return { tenders, kept: keep && { savings: 0, donation: 0, [keep.kind]: keep.amount } };
  }

  #cashOf(total, rounding) {
    const [, others] = this.#split();
    return roundCash(Math.max(total - others, 0), rounding);
  }

  #split() {
    const cash = sum(this.parts.filter(({ kind }) => kind === 'cash'));
    return [cash, sum(this.parts) - cash];
  }
}

/** How much of the change is offered to be left: Rp500 of Rp30.500, all of Rp31.000. */
export function keepable(change) {
  return change % SMALL_MONEY || change;
}

function exactTender({ kind, amount, reference, due_on: dueOn, confirmed, instalments, every, ...more }) {
  const tender = { kind, amount, given: amount, change: 0 };
  if (reference) tender.reference = reference;
  if (dueOn) tender.due_on = dueOn;
  if (more.customer_id) tender.customer_id = more.customer_id;
  if (instalments > 1) Object.assign(tender, { instalments, every });
  if (confirmed === false) tender.confirmed = false;
  return tender;
}

function sum(parts) {
  return parts.reduce((total, { amount }) => total + amount, 0);
}
