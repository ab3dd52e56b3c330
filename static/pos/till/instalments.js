/**
 * Instalments of a kasbon, without interest; members/instalments.py is the twin and says why. Pure.
 *
 * @typedef {{first_due: string, count: number, every: 'week'|'month', unit: number}} Plan
 * @typedef {{on: string, amount: number}} Instalment an ISO day, rupiah
 */
const DAY = 86_400_000;

/** What is to be paid when, the first first. @returns {Instalment[]} */
export function schedule(amount, { first_due: firstDue, count, every, unit }) {
  const part = Math.ceil(amount / (count * unit)) * unit;
  const parts = [];
  let left = amount;
  for (let number = 0; number < count; number += 1) {
    const size = number === count - 1 ? left : Math.min(part, left);
    if (size) parts.push({ on: later(firstDue, number, every), amount: size });
    left -= size;
  }
  return parts;
}

/** The instalments that are left when so much is owed: the last ones, as the first are paid. */
export function stillDue(instalments, owed) {
  let left = Math.max(owed, 0);
  return [...instalments].reverse().flatMap(({ on, amount }) => {
    const part = Math.min(amount, left);
    left -= part;
    return part ? [{ on, amount: part }] : [];
  }).reverse();
}

/** What is to be paid on that day or before. */
export function dueUntil(instalments, isoDay) {
  return instalments.reduce((sum, { on, amount }) => (on <= isoDay ? sum + amount : sum), 0);
}

/** So many weeks or months after a day; the same day of the month, or the month's last. */
export function later(isoDay, times, every) {
  const at = new Date(`${isoDay}T00:00:00Z`);
  if (every === 'week') return daysAfter(isoDay, times * 7);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + times + 1, 0));
  last.setUTCDate(Math.min(at.getUTCDate(), last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** So many days after a day. */
export function daysAfter(isoDay, days) {
  return new Date(Date.parse(`${isoDay}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}
