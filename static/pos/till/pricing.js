/**
 * What a basket costs. Pure; pos/pricing.py is its twin and both run tests/vectors/price.json.
 * Amounts are whole rupiah, quantities thousandths of the pack.
 *
 * @typedef {object} Ask
 * @property {number} [quantity] thousandths of the pack; else
 * @property {number} [asked_amount] the line is exactly that amount, nothing is taken off
 * @property {number} [price] typed by hand in place of the list's
 * @property {import('./discounting.js').Discount} [discount] given by hand, after promotions
 * @property {number} [cost] what the provider of a service takes for the line
 *
 * @typedef {{id: string, prices: import('./price_lists.js').Price[], ceiling?: number|null,
 *   vat_class?: string, fixed?: boolean}} PricedPack what the rules need to know of a pack;
 *   `fixed`: no promotion and no discount changes its price (services, deposits)
 * @typedef {{unit_price: number, quantity: number, amount: number, discount: number,
 *   promotion: string|null, vat_class: string}} PricedLine `amount` is paid, `discount` is off
 */
import { Promotable, WHOLE, discountOff, holds, promote } from './discounting.js';
import { ON_CREDIT, priceRow } from './price_lists.js';
import { allocate, halfUp, roundCash } from './rounding.js';

const VAT = 'PPN';
const VAT_ON_FEE = 'PPN_FEE_ONLY';

/**
 * Price all lines of a basket for this buyer, in this shop, on this day.
 * @param {{pack: PricedPack|null, ask: Ask}[]} items
 * @param {object} conditions
 * @param {string} conditions.shop
 * @param {string} conditions.on the shop's day as ISO text
 * @param {boolean} conditions.isMember
 * @param {boolean} [conditions.isCredit] paid by kasbon
 * @param {{unit: number, mode: string}} conditions.rounding
 * @param {import('./discounting.js').Promotion[]} [conditions.promotions]
 * @param {number} [conditions.vatRate] basis points; 0 while the co-op is no PKP
 * @param {import('./discounting.js').Discount|null} [conditions.discount] on the whole basket
 * @param {number} [conditions.paidOtherwise] what other tenders than cash pay
 */
export function priceBasket(items, conditions) {
  const { rounding, promotions = [], vatRate = 0, paidOtherwise = 0 } = conditions;
  let lines = priceLines(items, conditions);
  if (conditions.isMember && promotions.length) {
    lines = cheaper(lines, priceLines(items, { ...conditions, isMember: false }));
  }
  const total = totalOf(lines);
  return {
    lines,
    total,
    cash: roundCash(Math.max(total - paidOtherwise, 0), rounding),
    discount: lines.reduce((sum, line) => sum + (line ? line.discount : 0), 0),
    vat: vatRate ? vatInside(items, lines, vatRate) : 0,
  };
}

/**
 * An amount of goods at a price, half-up; rupiah's worth of what is free has no answer.
 * @param {Ask} ask
 * @returns {PricedLine|null}
 */
export function priceLine(ask, price, vatClass = VAT) {
  if (price === null) return null;
  const taken = { discount: 0, promotion: null, vat_class: vatClass };
  if (ask.asked_amount === undefined) {
    const amount = halfUp(price, ask.quantity, 1000);
    return { unit_price: price, quantity: ask.quantity, amount, ...taken };
  }
  if (price === 0) return null;
  const quantity = Math.max(halfUp(ask.asked_amount, 1000, price), 1);
  return { unit_price: price, quantity, amount: ask.asked_amount, ...taken };
}

/** The sum of the lines that have a price. */
export function totalOf(lines) {
  return lines.reduce((sum, line) => sum + (line ? line.amount : 0), 0);
}

function priceLines(items, conditions) {
  const wanted = new Map();
  for (const { pack, ask } of items) {
    if (pack) wanted.set(pack.id, (wanted.get(pack.id) ?? 0) + (ask.quantity ?? 0));
  }
  const drafts = items.map((item) => draft(item, conditions, wanted.get(item.pack?.id)));
  const lines = drafts.map(({ line }) => line);
  const promotions = (conditions.promotions ?? []).filter((each) => holds(each, conditions));
  if (promotions.length) takePromotions(items, drafts, promotions);
  const { discount } = conditions;
  if (discount || items.some(({ ask }) => ask.discount)) takeDiscounts(items, lines, discount);
  return lines;
}

/** A line before anything is taken off, and whether promotions may change it. */
function draft({ pack, ask }, buyer, wanted) {
  if (!pack) return { line: null, isOpen: false };
  const row = ask.price === undefined ? priceRow(pack.prices, buyer, wanted) : null;
  let price = row ? row.amount : ask.price ?? null;
  const { ceiling = null, vat_class: vatClass = VAT, fixed = false } = pack;
  if (price !== null && ceiling !== null && price > ceiling) price = ceiling;
  const isOpen = row !== null && row.list !== ON_CREDIT && ask.asked_amount === undefined;
  return { line: priceLine(ask, price, vatClass), isOpen: isOpen && !fixed };
}

function takePromotions(items, drafts, promotions) {
  const dealt = [];
  drafts.forEach(({ line, isOpen }, position) => {
    if (!line || !isOpen) return;
    const goods = new Promotable(items[position].pack.id, line.unit_price, line.quantity);
    dealt.push([line, goods]);
  });
  promote(dealt.map(([, goods]) => goods), promotions);
  for (const [line, goods] of dealt) {
    takeOff(line, goods.discount);
    line.promotion = goods.promotion;
  }
}

/** The lines' own discounts, then the basket's, shared among them by what they cost. */
function takeDiscounts(items, lines, discount) {
  const able = lines.filter((line, position) => {
    const { pack, ask } = items[position];
    if (!line || ask.asked_amount !== undefined || pack.fixed) return false;
    if (ask.discount) takeOff(line, discountOff(ask.discount, line.amount));
    return true;
  });
  const whole = totalOf(able);
  if (!discount || !whole) return;
  const shares = allocate(discountOff(discount, whole), able.map((line) => line.amount));
  able.forEach((line, position) => takeOff(line, shares[position]));
}

function takeOff(line, off) {
  line.amount -= off;
  line.discount += off;
}

/** A member never pays more than anybody would for the same goods. */
function cheaper(asMember, asAnybody) {
  if (asMember.some((line, position) => line && !asAnybody[position])) return asMember;
  return totalOf(asAnybody) < totalOf(asMember) ? asAnybody : asMember;
}

/** The tax inside the prices, rounded once per class: 11,100 at 11% holds 1,100. */
function vatInside(items, lines, rate) {
  const taxed = { [VAT]: 0, [VAT_ON_FEE]: 0 };
  lines.forEach((line, position) => {
    if (!line || taxed[line.vat_class] === undefined) return;
    const cost = line.vat_class === VAT_ON_FEE ? items[position].ask.cost ?? 0 : 0;
    taxed[line.vat_class] += Math.max(line.amount - cost, 0);
  });
  return Object.values(taxed).reduce((sum, gross) => sum + halfUp(gross, rate, WHOLE + rate), 0);
}
