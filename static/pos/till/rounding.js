/** Rounding of what is paid in cash; pos/rounding.py is the twin and says why. */

/**
 * What changes hands for that many rupiah: 12,765 by 100 is 12,700 down, 12,800 nearest.
 * @param {number} amount whole rupiah; a refund is negative
 * @param {{unit: number, mode: 'down'|'nearest'|'up'}} rule
 */
export function roundCash(amount, { unit, mode }) {
  const added = { down: 0, nearest: Math.floor(unit / 2), up: unit - 1 }[mode];
  if (!Number.isInteger(unit) || unit < 1 || added === undefined) {
    throw new RangeError(`cash is not rounded ${mode} to ${unit}`);
  }
  const rounded = Math.floor((Math.abs(amount) + added) / unit) * unit;
  return amount < 0 && rounded ? -rounded : rounded;
}
