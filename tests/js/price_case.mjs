// A price case of tests/vectors/price.json, priced by the till's rules.
import { priceBasket as price } from '../../static/pos/till/pricing.js';

const asRow = ({ pack_id: packId, valid_from: from, valid_to: to, ...row }) => ({ ...row, from, to });
const asPromotion = ({ valid_from: from, valid_to: to, ...promotion }) => ({ ...promotion, from, to });

export function priceBasket({ rows, asks, packs = {}, promotions = [], ...given }) {
  const prices = byPack(rows);
  const items = asks.map(({ pack_id: id, ...ask }) => ({
    pack: { id, prices: (prices.get(id) ?? []).map(asRow), ...packs[id] }, ask,
  }));
  return price(items, {
    shop: given.shop,
    on: given.on,
    isMember: given.is_member,
    isCredit: given.is_credit,
    rounding: given.rounding,
    promotions: promotions.map(asPromotion),
    vatRate: given.vat_rate,
    discount: given.discount,
    paidOtherwise: given.paid_otherwise,
  });
}

function byPack(rows) {
  const found = new Map();
  for (const row of rows) found.set(row.pack_id, [...(found.get(row.pack_id) ?? []), row]);
  return found;
}
