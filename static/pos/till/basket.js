/**
 * What the customer is buying. Pure: told what to do, it prices all lines together, says which of
 * them changed, and never refuses: what cannot be sold as it is becomes a line to settle before
 * paying.
 */
import { byHand } from './by_hand.js';
import { isDeposit, withDeposits } from './containers.js';
import { MOST_RUPIAH } from './parse.js';
import { priceBasket } from './pricing.js';
import { roundCash } from './rounding.js';

const ONE = { quantity: 1000 };
/** Pulsa, tokens, bills: each its own line, with the customer's number. */
const SERVICE = 'service';
const CONTAINER = 'container';

/**
 * @typedef {object} Line
 * @property {number} key only for this basket
 * @property {import('./catalogue.js').Pack|null} pack null while the code is unknown
 * @property {string|null} code as it was scanned
 * @property {import('./pricing.js').Ask} ask
 * @property {import('./pricing.js').PricedLine|null} priced
 * @property {string|null} promotion what the promotion on it is called
 * @property {number|null} of key of the goods whose deposit it is; it follows them
 * @property {boolean|null} exchange an empty comes in for each; null: goods without a container
 * @property {'unknown'|'unpriced'|'service'|'fraction'|'too_large'|null} problem what to settle
 */
export class Basket {
  /** @type {Line[]} in the order they were last touched */
  lines = [];
  /** @type {import('./catalogue.js').Member|null} */
  member = null;
  /** @type {import('./discounting.js').Discount|null} on the whole basket, given by hand */
  discount = null;
  /**
   * Lines that were rung up and taken out again: told with the sale, so that nobody takes goods
   * out unseen. They stay when the last line goes, for the next sale to tell.
   * @type {{pack_id: string, quantity: number, amount: number}[]}
   */
  removed = [];
  /** What it was called while it was put aside; it keeps the name when it is put aside again. */
  name = null;
  /** Paid by kasbon: the credit prices hold. */
  isCredit = false;
  /** @type {Line[]} the lines whose price or state the last change changed, new ones included */
  changed = [];
  total = 0;
  /** What promotions and discounts take off, inside the total. */
  saved = 0;
  /** The tax inside the total. */
  vat = 0;
  /** @type {Object<string, {amount: number, approval: object}>} who agreed, by action */
  agreed = {};
  #nextKey = 1;

  /**
   * @param {() => {shop: string, on: string, rounding: object, promotions?: object[],
   *   vatRate?: number, containerOf?: (pack: object) => object|null}} conditions of this moment
   */
  constructor(conditions) {
    this.conditions = conditions;
  }

  get isEmpty() {
    return this.lines.length === 0;
  }

  /** Nothing is in it, and nothing was: there is nothing to keep. */
  get isUntouched() {
    return this.isEmpty && this.removed.length === 0;
  }

  /** The total as it is paid in cash. */
  get cash() {
    return roundCash(this.total, this.conditions().rounding);
  }

  get problems() {
    return this.lines.filter((line) => line.problem);
  }

  /** What somebody still has to agree to. @returns {{action: string, amount: number}[]} */
  get unagreed() {
    return byHand(this.lines, this.#conditions())
      .filter(({ action, amount }) => amount > (this.agreed[action]?.amount ?? 0));
  }

  /** Who agreed to what is still decided by hand. */
  get approvals() {
    return byHand(this.lines, this.#conditions())
      .flatMap(({ action }) => this.agreed[action]?.approval ?? []);
  }

  agree({ action, amount }, approval) {
    this.agreed = { ...this.agreed, [action]: { amount, approval } };
  }

  line(key) {
    return this.lines.find((line) => line.key === key) ?? null;
  }

  get latest() {
    return this.lines.findLast((line) => !isDeposit(line)) ?? null;
  }

  /** Ring up a pack; the same pack again adds to its line. */
  add(pack, code = null, ask = ONE) {
    const full = pack.kind === CONTAINER && this.#exchangedFor(pack, ask);
    if (full) return this.#payDeposit(full);
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
    return this.#set(key, { pack });
  }

  /** Another quantity, or another amount in rupiah, which nothing is taken off. */
  change(key, ask) {
    const { price, discount, reference, cost, exchange } = this.line(key).ask;
    const always = { price, reference, cost, exchange };
    const kept = ask.asked_amount === undefined ? { ...always, discount } : always;
    return this.#set(key, { ask: known({ ...kept, ...ask }) });
  }

  /** A price typed by hand in place of the list's; null: the list's again. */
  setPrice(key, price) {
    return this.#set(key, { ask: known({ ...this.line(key).ask, price }) });
  }

  /** A discount typed by hand; null: none. On goods for an amount there is none. */
  setLineDiscount(key, discount) {
    const { ask } = this.line(key);
    const given = ask.asked_amount === undefined ? discount : null;
    return this.#set(key, { ask: known({ ...ask, discount: given }) });
  }

  /** A discount on the whole basket; null: none. @returns {Line[]} the lines that changed */
  setDiscount(discount) {
    this.discount = discount;
    return this.reprice();
  }

  /** The customer's number at the provider, and what the provider charges. */
  setService(key, { reference, cost }) {
    return this.#set(key, { ask: { ...this.line(key).ask, reference, cost } });
  }

  /** Whether an empty comes in for each; else the deposit is on a line behind it. */
  setExchange(key, isExchanged) {
    return this.#set(key, { ask: known({ ...this.line(key).ask, exchange: isExchanged ? null : false }) });
  }

  remove(key) {
    const { pack, priced } = this.line(key);
    if (pack && priced) {
      this.removed.push({ pack_id: pack.id, quantity: priced.quantity, amount: priced.amount });
    }
    this.lines = this.lines.filter((line) => line.key !== key);
    // Nothing is left of it: the next customer's goods are not given what this one was.
    if (this.isEmpty) this.discount = null;
    return this.reprice();
  }

  /** The card may come at any moment. @returns {Line[]} the lines whose price changed */
  setMember(member) {
    this.member = member;
    return this.reprice();
  }

  /** Whether it is paid by kasbon. @returns {Line[]} the lines whose price changed */
  setCredit(isCredit) {
    this.isCredit = isCredit;
    return this.reprice();
  }

  /** Price all lines by the conditions of now. @returns {Line[]} the lines that changed */
  reprice() {
    this.#followGoods();
    const priced = priceBasket(this.lines, this.#conditions());
    const before = this.lines.map(state);
    this.lines.forEach((line, position) => this.#write(line, priced.lines[position]));
    Object.assign(this, { total: priced.total, saved: priced.discount, vat: priced.vat });
    this.changed = this.lines.filter((line, position) => state(line) !== before[position]);
    return this.changed;
  }

  clear() {
    this.lines = [];
    this.member = null;
    this.discount = null;
    this.removed = [];
    this.agreed = {};
    this.name = null;
    this.isCredit = false;
    this.reprice();
  }

  /** What is kept so that a reload brings the basket back. */
  toRecord() {
    const goods = this.lines.filter((line) => !isDeposit(line));
    const lines = goods.map(({ pack, code, ask }) => ({
      pack: pack && { ...pack, prices: [], barcodes: [] }, code, ask,
    }));
    const { member, discount, removed, agreed, name } = this;
    return { lines, member, discount, removed, agreed, name };
  }

  /** @param {(id: string) => import('./catalogue.js').Pack|null} packOf by today's catalogue */
  restore({ lines, member, discount = null, removed = [], agreed = {}, name = null }, packOf) {
    this.clear();
    Object.assign(this, { member, discount, removed: [...removed], agreed, name });
    for (const { pack, code, ask } of lines) {
      this.#append({ pack: pack && (packOf(pack.id) ?? pack), code, ask });
    }
    this.reprice();
  }

  /** Take prices from a newer catalogue. @returns {Line[]} the lines that changed */
  renew(packOf) {
    for (const line of this.lines) {
      if (line.pack) line.pack = packOf(line.pack.id) ?? { ...line.pack, prices: [] };
    }
    return this.reprice();
  }

  #push(parts) {
    const line = this.#append(parts);
    this.reprice();
    return line;
  }

  #append(parts) {
    const line = this.#make(parts);
    this.lines = [...this.lines, line];
    return line;
  }

  #make(parts) {
    const line = {
      key: this.#nextKey, of: null, priced: null, promotion: null, problem: null, exchange: null, ...parts,
    };
    this.#nextKey += 1;
    return line;
  }

  /** Goods that were exchanged, so many as the deposits that are rung up by hand. */
  #exchangedFor(pack, { quantity }) {
    const { containerOf = noContainer } = this.conditions();
    return this.lines.findLast((line) => (
      line.exchange && line.ask.quantity === quantity && containerOf(line.pack).id === pack.id
    ));
  }

  /** Whoever rings up the deposit by hand says that there was no exchange. */
  #payDeposit({ key }) {
    this.setExchange(key, false);
    return this.lines.find((line) => line.of === key);
  }

  /** Deposits come, change and go with the goods they are for. */
  #followGoods() {
    if (!this.lines.some((line) => line.ask.exchange === false || isDeposit(line))) return;
    const { containerOf = noContainer } = this.conditions();
    this.lines = withDeposits(this.lines, containerOf, (of, pack) => this.#make({ of, pack, code: null, ask: ONE }));
  }

  #set(key, parts) {
    const line = Object.assign(this.line(key), parts);
    this.reprice();
    return line;
  }

  #conditions() {
    const { discount, isCredit } = this;
    return { ...this.conditions(), isMember: this.member !== null, isCredit, discount };
  }

  #write(line, priced) {
    const { promotions = [], containerOf = noContainer } = this.conditions();
    line.priced = priced;
    line.exchange = line.pack?.container && containerOf(line.pack) ? line.ask.exchange !== false : null;
    line.promotion = priced?.promotion
      ? promotions.find(({ id }) => id === priced.promotion)?.name ?? null : null;
    line.problem = problemOf(line);
  }
}

function noContainer() {
  return null;
}

/** Goods at another price, with a discount or a deposit stay apart from what is scanned after them. */
function mergeable(line, pack) {
  const { quantity, price, discount, exchange } = line.ask;
  const isUsual = price === undefined && !discount && exchange === undefined;
  const isPlain = quantity !== undefined && isUsual && !isDeposit(line);
  return line.pack?.id === pack.id && isPlain && pack.kind !== SERVICE;
}

/** Only what is said: a record is as small as it can be, and equal when it says the same. */
function known(ask) {
  return Object.fromEntries(
    Object.entries(ask).filter(([, value]) => value !== null && value !== undefined),
  );
}

function state({ priced, problem, exchange }) {
  return priced
    ? `${priced.unit_price} ${priced.quantity} ${priced.amount} ${priced.promotion} ${problem} ${exchange}`
    : String(problem);
}

function problemOf({ pack, ask, priced }) {
  if (!pack) return 'unknown';
  if (!priced) return 'unpriced';
  if (pack.kind === SERVICE && !ask.reference) return 'service';
  if (!pack.fractions && priced.quantity % 1000 !== 0) return 'fraction';
  return priced.amount > MOST_RUPIAH ? 'too_large' : null;
}
