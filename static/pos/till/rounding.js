/** Rounding, of cash and of quotients; pos/rounding.py is the twin and says why. */

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

/** `first × second / under` as the nearest whole number, a half upwards; none is negative. */
export function halfUp(first, second, under) {
  const doubled = first * second * 2 + under;
  if (doubled <= Number.MAX_SAFE_INTEGER) return Math.floor(doubled / (under * 2));
  const exact = BigInt(first) * BigInt(second) * 2n + BigInt(under);
  return Number(exact / (BigInt(under) * 2n));
}

/**
 * Split a pot by weight in whole rupiah: the largest remainder first, then the earlier weight.
 * The parts always add up to the pot; core/money.py `allocate` is the twin.
 * @param {number} pot not negative
 * @param {number[]} weights not all zero
 */
export function allocate(pot, weights) {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const exact = weights.map((weight) => BigInt(pot) * BigInt(weight));
  const parts = exact.map((share) => Number(share / whole));
  const remainders = exact.map((share) => share % whole);
  const left = pot - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = [...weights.keys()].sort((a, b) => (
    remainders[a] === remainders[b] ? a - b : remainders[a] > remainders[b] ? -1 : 1
  ));
  for (const position of byRemainder.slice(0, left)) parts[position] += 1;
  return parts;
}
