/**
 * What was typed or scanned into the till's one line: how much, and what to look up.
 * Pure; tests/vectors/input_line.json are its cases.
 */
import { Refused, money, quantity } from './parse.js';

/** Typed in rupiah: `10rb`, `Rp10.000`, `5K`, `1,5jt`. */
const LOOKS_LIKE_MONEY = /^\s*rp|(?:rb|ribu|k|jt|juta)\s*$/i;
/** Ten pieces of a thousand, ten kilos or ten thousand rupiah? */
const COULD_BE_BOTH = /^\s*[1-9][0-9]{0,2}(\.[0-9]{3})+\s*$/;

/** `gula*2`: what stands before the star is no number, or one that no clerk means. */
const IS_NO_NUMBER = new Set(['unreadable', 'too_large', 'too_fine']);

/**
 * `3*` is meant for what comes next, `*3` for the latest line, `3*gula` and `gula*3` for gula.
 * @typedef {{quantity?: number, asked_amount?: number}} HowMuch thousandths, or rupiah's worth
 * @returns {{kind: 'empty'} | {kind: 'multiplier'} & HowMuch | {kind: 'change'} & HowMuch
 *   | {kind: 'entry', text: string} & HowMuch | {kind: 'refused', why: string}}
 */
export function readInput(line) {
  const star = line.indexOf('*');
  const before = line.slice(0, Math.max(star, 0)).trim();
  const text = line.slice(star + 1).trim();
  if (star < 0) return text ? { kind: 'entry', text } : { kind: 'empty' };
  try {
    if (!before) return { kind: 'change', ...readHowMuch(text) };
    return text ? readBoth(before, text) : { kind: 'multiplier', ...readHowMuch(before) };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', why: error.why };
    throw error;
  }
}

function readBoth(before, after) {
  try {
    return { kind: 'entry', text: after, ...readHowMuch(before) };
  } catch (error) {
    if (!(error instanceof Refused) || !IS_NO_NUMBER.has(error.why)) throw error;
    return { kind: 'entry', text: before, ...readHowMuch(after) };
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
