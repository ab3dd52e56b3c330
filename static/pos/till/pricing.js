/**
 * What a basket costs. Pure; pos/pricing.py is its twin and both run tests/vectors/price.json.
 * Amounts are whole rupiah, quantities thousandths of the pack.
 *
 * @typedef {{list: string, shop: string|null, amount: number, from: string, to: string|null}} Price
 *   one price of a pack; days as ISO text, `to` is the last day it holds
 * @typedef {{quantity: number}|{asked_amount: number}} Ask
 * @typedef {{unit_price: number, quantity: number, amount: number}} PricedLine
 */

const FOR_ALL = ['umum'];
const FOR_MEMBERS = ['anggota', 'umum'];

/**
 * The price of a pack: a member's list first, then everyone's; null where there is none.
 * @param {Price[]} prices
 * @param {{shop: string, on: string, isMember: boolean}} buyer
 */
export function unitPrice(prices, { shop, on, isMember }) {
  for (const list of isMember ? FOR_MEMBERS : FOR_ALL) {
    const best = holding(prices, list, shop, on);
    if (best) return best.amount;
  }
  return null;
}

/**
 * An amount of goods at a price, half-up; rupiah's worth of what is free has no answer.
 * @param {Ask} ask
 * @returns {PricedLine|null}
 */
export function priceLine(ask, price) {
  if (price === null) return null;
  if (ask.asked_amount === undefined) {
    const amount = halfUp(BigInt(price) * BigInt(ask.quantity), 1000n);
    return { unit_price: price, quantity: ask.quantity, amount };
  }
  if (price === 0) return null;
  const quantity = halfUp(BigInt(ask.asked_amount) * 1000n, BigInt(price));
  return { unit_price: price, quantity: Math.max(quantity, 1), amount: ask.asked_amount };
}

/** The sum of the lines that have a price. */
export function totalOf(lines) {
  return lines.reduce((sum, line) => sum + (line ? line.amount : 0), 0);
}

/** The shop's own row beats the row for all shops; then the latest; then the first. */
function holding(prices, list, shop, on) {
  let best = null;
  for (const row of prices) {
    if (row.list === list && holds(row, shop, on) && (!best || beats(row, best))) best = row;
  }
  return best;
}

function beats(row, best) {
  const own = Number(row.shop !== null) - Number(best.shop !== null);
  return own > 0 || (own === 0 && row.from > best.from);
}

function holds({ shop, from, to }, here, on) {
  return (shop === null || shop === here) && from <= on && (to === null || on <= to);
}

function halfUp(over, under) {
  return Number((over * 2n + under) / (under * 2n));
}
