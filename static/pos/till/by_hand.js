/**
 * What a clerk decided against the rules of prices. Pure; `by_hand` in pos/review.py is the twin:
 * what somebody agreed to here must be what the server looks for.
 */
import { priceBasket } from './pricing.js';

/**
 * In rupiah, by what somebody has to agree to.
 * @param {import('./basket.js').Line[]} lines
 * @param {object} conditions as for `priceBasket`
 * @returns {{action: 'price'|'discount', amount: number}[]} only what is more than nothing
 */
export function byHand(lines, conditions) {
  const isTyped = lines.some(({ ask }) => ask.price !== undefined);
  if (!isTyped && !conditions.discount && !lines.some(({ ask }) => ask.discount)) return [];
  const price = (bare) => priceBasket(
    lines.map(({ pack, ask }) => ({ pack, ask: bare(ask) })), { ...conditions, discount: null },
  ).lines;
  const priced = price(({ discount, ...ask }) => ask);
  const listed = isTyped ? price(({ discount, price: typed, ...ask }) => ask) : priced;
  let [prices, discounts] = [0, 0];
  lines.forEach((line, position) => {
    if (!line.priced) return;
    if (line.ask.price !== undefined) prices += Math.abs(gross(listed[position]) - gross(line.priced));
    discounts += Math.max(line.priced.discount - (priced[position]?.discount ?? 0), 0);
  });
  return [{ action: 'price', amount: prices }, { action: 'discount', amount: discounts }]
    .filter(({ amount }) => amount > 0);
}

function gross(priced) {
  return priced ? priced.amount + priced.discount : 0;
}
