/**
 * What the customer is buying. Pure: told what to do, it answers which lines changed, and
 * never refuses: what cannot be sold as it is becomes a line to settle before paying.
 */
import { MOST_RUPIAH } from './parse.js';
import { priceLine, totalOf, unitPrice } from './pricing.js';
import { roundCash } from './rounding.js';

const ONE = { quantity: 1000 };

/**
 * @typedef {object} Line
 * @property {number} key only for this basket
 * @property {import('./catalogue.js').Pack|null} pack null while the code is unknown
 * @property {string|null} code as it was scanned
 * @property {import('./pricing.js').Ask} ask
 * @property {import('./pricing.js').PricedLine|null} priced
 * @property {'unknown'|'unpriced'|'fraction'|'too_large'|null} problem what to settle
 */
export class Basket {
  /** @type {Line[]} in the order they were last touched */
  lines = [];
  /** @type {import('./catalogue.js').Member|null} */
  member = null;
  #nextKey = 1;

  /** @param {() => {shop: string, on: string, rounding: object}} conditions of this moment */
  constructor(conditions) {
    this.conditions = conditions;
  }

  get isEmpty() {
    return this.lines.length === 0;
  }

  get total() {
    return totalOf(this.lines.map((line) => line.priced));
  }

  /** The total as it is paid in cash. */
  get cash() {
    return roundCash(this.total, this.conditions().rounding);
  }

  get problems() {
    return this.lines.filter((line) => line.problem);
  }

  line(key) {
    return this.lines.find((line) => line.key === key) ?? null;
  }

  get latest() {
    return this.lines.at(-1) ?? null;
  }

  /** Ring up a pack; the same pack again adds to its line. */
  add(pack, code = null, ask = ONE) {
    const same = ask.quantity && this.lines.find((line) => mergeable(line, pack));
    if (!same) return this.#push({ pack, code, ask });
    this.lines = [...this.lines.filter((line) => line !== same), same];
    return this.change(same.key, { quantity: same.ask.quantity + ask.quantity });
  }

  /** A code nobody knows: a line to settle later, so that the next scan need not wait. */
  addUnknown(code, ask = ONE) {
    return this.#push({ pack: null, code, ask });
  }

  /** Say which pack an unknown or unpriced line is. */
  settle(key, pack) {
    const line = this.line(key);
    line.pack = pack;
    return this.#price(line);
  }

  /** Another quantity, or another amount in rupiah. */
  change(key, ask) {
    const line = this.line(key);
    line.ask = ask;
    return this.#price(line);
  }

  remove(key) {
    this.lines = this.lines.filter((line) => line.key !== key);
  }

  /** The card may come at any moment. @returns {Line[]} the lines whose price changed */
  setMember(member) {
    this.member = member;
    return this.reprice();
  }

  /** @returns {Line[]} the lines that changed */
  reprice() {
    return this.lines.filter((line) => {
      const before = JSON.stringify([line.priced, line.problem]);
      this.#price(line);
      return JSON.stringify([line.priced, line.problem]) !== before;
    });
  }

  clear() {
    this.lines = [];
    this.member = null;
  }

  /** What is kept so that a reload brings the basket back. */
  toRecord() {
    const lines = this.lines.map(({ pack, code, ask }) => ({
      pack: pack && { ...pack, prices: [], barcodes: [] }, code, ask,
    }));
    return { lines, member: this.member };
  }

  /** @param {(id: string) => import('./catalogue.js').Pack|null} packOf by today's catalogue */
  restore({ lines, member }, packOf) {
    this.clear();
    this.member = member;
    for (const { pack, code, ask } of lines) {
      this.#push({ pack: pack && (packOf(pack.id) ?? pack), code, ask });
    }
  }

  /** Take prices from a newer catalogue. @returns {Line[]} the lines that changed */
  renew(packOf) {
    for (const line of this.lines) {
      if (line.pack) line.pack = packOf(line.pack.id) ?? { ...line.pack, prices: [] };
    }
    return this.reprice();
  }

  #push(parts) {
    const line = { key: this.#nextKey, priced: null, problem: null, ...parts };
    this.#nextKey += 1;
    this.lines = [...this.lines, line];
    return this.#price(line);
  }

  #price(line) {
    const { shop, on } = this.conditions();
    const price = line.pack && unitPrice(line.pack.prices, { shop, on, isMember: !!this.member });
    line.priced = priceLine(line.ask, price);
    line.problem = problemOf(line);
    return line;
  }
}

function mergeable(line, pack) {
  return line.pack?.id === pack.id && line.ask.quantity !== undefined;
}

function problemOf({ pack, priced }) {
  if (!pack) return 'unknown';
  if (!priced) return 'unpriced';
  if (!pack.fractions && priced.quantity % 1000 !== 0) return 'fraction';
  return priced.amount > MOST_RUPIAH ? 'too_large' : null;
}
