/**
 * Codes a shop's scale prints: prefixes 20 to 29 with the weight or the price inside.
 * Pure; inventory/in_store.py is the twin and says why. tests/vectors/in_store.json holds for both.
 */
import { comparable } from './gtin.js';

export const DEFAULT_LAYOUTS = ['21IIIIIPPPPPC', '22IIIIIWWWWWC'];
const OWN_PREFIX = '20';
/** Thousandths of a base unit in one gram. */
const PER_GRAM = { g: 1000, gr: 1000, gram: 1000, ons: 10, kg: 1, kilo: 1 };

/**
 * @param {string[]} layouts `22IIIIIWWWWWC`: item, weight in grams, price in rupiah, check digit
 * @returns {{item: string, weight?: number, price?: number}|null} null: not from a scale here
 */
export function readInStore(text, layouts = DEFAULT_LAYOUTS) {
  const code = comparable(text);
  if (!/^02[0-9]{12}$/.test(code)) return null;
  const digits = code.slice(1);
  const layout = layouts.find((each) => digits.startsWith(each.slice(0, 2)));
  if (layout) return readBy(layout, digits);
  return digits.startsWith(OWN_PREFIX) ? { item: digits.slice(2, 12) } : null;
}

/**
 * How much of a pack a label means; null where it cannot be reckoned: a weight of bottles.
 * @param {{base_unit: string, factor: number}} pack
 * @returns {{quantity: number}|{asked_amount: number}|null}
 */
export function howMuchInside({ weight, price }, { base_unit: unit, factor }) {
  if (price !== undefined) return price > 0 ? { asked_amount: price } : null;
  const perGram = PER_GRAM[unit?.toLowerCase()];
  if (weight === undefined || !perGram) return null;
  const quantity = Math.floor((weight * perGram * 1000 * 2 + factor) / (factor * 2));
  return quantity > 0 ? { quantity } : null;
}

function readBy(layout, digits) {
  const part = (letter) => [...digits].filter((_, place) => layout[place] === letter).join('');
  const [weight, price] = [part('W'), part('P')];
  const meaning = { item: part('I') };
  if (weight) meaning.weight = Number(weight);
  if (price) meaning.price = Number(price);
  return meaning;
}
