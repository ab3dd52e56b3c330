/**
 * Which price of a pack a buyer pays. Pure; pos/price_lists.py is its twin and says why.
 *
 * @typedef {{list: string, shop: string|null, amount: number, from: string, to: string|null,
 *   least?: number}} Price one price of a pack; days as ISO text, `to` is the last day it holds,
 *   `least` the thousandths of the pack a basket must hold
 * @typedef {{shop: string, on: string, isMember: boolean, isCredit?: boolean}} Buyer
 *   `isCredit`: paid by kasbon
 */

const FOR_MEMBERS = 'anggota';
export const ON_CREDIT = 'tempo';

const ONE = 1000;

/**
 * The price of a pack, for so much of it; null where there is none.
 * @param {Price[]} prices
 * @param {Buyer} buyer
 */
export function unitPrice(prices, buyer, wanted = ONE) {
  return priceRow(prices, buyer, wanted)?.amount ?? null;
}

/**
 * The row that the price is read from: the lowest the buyer may have; on credit the credit price
 * takes the place of all others where there is one.
 * @returns {Price|null}
 */
export function priceRow(prices, buyer, wanted) {
  const standing = tiers(prices.filter((row) => counts(row, buyer)), wanted);
  const onCredit = standing.filter((row) => row.list === ON_CREDIT);
  return (onCredit.length ? onCredit : standing).reduce(
    (best, row) => (best && best.amount <= row.amount ? best : row), null,
  );
}

/**
 * The row that stands on each list for each quantity that is reached. Where a shop has rows of
 * its own on a list, those for all shops do not count; then the latest stands; then the first.
 */
function tiers(rows, wanted) {
  const own = new Set(rows.filter((row) => row.shop !== null).map((row) => row.list));
  const standing = new Map();
  for (const row of rows) {
    if ((row.least ?? 0) > wanted || (row.shop === null && own.has(row.list))) continue;
    const place = `${row.list} ${row.least ?? 0}`;
    const other = standing.get(place);
    if (!other || row.from > other.from) standing.set(place, row);
  }
  return [...standing.values()];
}

function counts({ list, shop, from, to }, { shop: here, on, isMember, isCredit = false }) {
  return (shop === null || shop === here) && from <= on && (to === null || on <= to)
    && (list === 'umum' || list === 'grosir' || (list === FOR_MEMBERS && isMember)
      || (list === ON_CREDIT && isCredit));
}
