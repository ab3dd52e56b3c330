// A price case of tests/vectors/price.json, priced by the till's rules.
import { priceLine, totalOf, unitPrice } from '../../static/pos/till/pricing.js';
import { roundCash } from '../../static/pos/till/rounding.js';

export function priceBasket({ rows, asks, shop, on, is_member: isMember, rounding }) {
  const lines = asks.map(({ pack_id: packId, ...ask }) => {
    const prices = rows
      .filter((row) => row.pack_id === packId)
      .map(({ list, shop: where, amount, valid_from: from, valid_to: to }) => (
        { list, shop: where, amount, from, to }
      ));
    return priceLine(ask, unitPrice(prices, { shop, on, isMember }));
  });
  const total = totalOf(lines);
  return { lines, total, cash: roundCash(total, rounding) };
}
