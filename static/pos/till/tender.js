/** Cash on the counter: which notes to offer as buttons, and what a tender comes to. Pure. */

const NOTES = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];
/** Change from here on is more than any one note explains: ask again. */
export const SUSPICIOUS_CHANGE = 100_000;

/** Below this people pay with the next small note; above it with the largest ones. */
const SMALL = 5_000;

/**
 * Whether less than is due is meant as a part of it: from the smallest note on. What is less is
 * more likely a slip, `50` for `50rb`.
 */
export function isPart(given) {
  return given >= NOTES[0];
}

/** What people are likely to hand over for this amount, smallest first, at most `most`. */
export function suggestions(due, most = 4) {
  const sums = NOTES.map((note) => Math.ceil(due / note) * note).filter((sum) => sum > due);
  const rising = [...new Set(sums)].sort((a, b) => a - b);
  return due < SMALL ? rising.slice(0, most) : rising.slice(-most);
}

/**
 * @param {number} due the total as it is paid in cash
 * @param {number} given what the customer hands over
 * @returns {{short: number} | {short: 0, change: number, suspicious: boolean}}
 */
export function reckon(due, given) {
  if (given < due) return { short: due - given };
  return { short: 0, change: given - due, suspicious: given - due >= SUSPICIOUS_CHANGE };
}
