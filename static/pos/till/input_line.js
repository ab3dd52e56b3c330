/**
 * What was typed or scanned into the till's one line: how much, and what to look up.
 * Pure; tests/vectors/input_line.json are its cases.
 */
import { Refused, money, quantity } from './parse.js';

/** Typed in rupiah: `10rb`, `Rp10.000`, `5K`, `1,5jt`. */
const LOOKS_LIKE_MONEY = /^\s*rp|(?:rb|ribu|k|jt|juta)\s*$/i;
/** Ten pieces of a thousand, ten kilos or ten thousand rupiah? */
const COULD_BE_BOTH = /^\s*[1-9][0-9]{0,2}(\.[0-9]{3})+\s*$/;

/**
 * @typedef {{quantity?: number, asked_amount?: number}} HowMuch thousandths, or rupiah's worth
 * @returns {{kind: 'empty'} | {kind: 'multiplier'} & HowMuch
 *   | {kind: 'entry', text: string} & HowMuch | {kind: 'refused', why: string}}
 */
export function readInput(line) {
  const star = line.indexOf('*');
  const text = line.slice(star + 1).trim();
  if (star < 0) return text ? { kind: 'entry', text } : { kind: 'empty' };
  try {
    const howMuch = readHowMuch(line.slice(0, star));
    return text ? { kind: 'entry', text, ...howMuch } : { kind: 'multiplier', ...howMuch };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', why: error.why };
    throw error;
  }
}

/** How much of something: `3`, `0,5`, `1/4`, or `10rb` for ten thousand rupiah's worth. */
export function readHowMuch(text) {
  if (COULD_BE_BOTH.test(text)) throw new Refused('ambiguous');
  const inRupiah = LOOKS_LIKE_MONEY.test(text);
  const value = inRupiah ? money(text) : quantity(text);
  if (value <= 0) throw new Refused('nothing');
  return inRupiah ? { asked_amount: value } : { quantity: value };
}
