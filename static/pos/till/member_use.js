/**
 * What members have used of their credit and savings at this till since the server last said how
 * they stand: what the till knows of a member is that old, and the member may come back.
 *
 * @typedef {{kasbon: number, savings: number}} Use rupiah
 */

import { daysAfter, stillDue } from './instalments.js';

const KEY = 'member_use';
export const NOTHING = { kasbon: 0, savings: 0 };

/** Where the server says how a member stands, or a customer. */
export function moneyPath({ id, isCustomer }) {
  return `/${isCustomer ? 'customers' : 'members'}/${id}/money`;
}

/** @returns {Promise<Use>} */
export async function usedSince(store, memberId) {
  return (await store.get(KEY))?.[memberId] ?? NOTHING;
}

/**
 * What a document has to keep with itself: spread it into its `changes`.
 * @param {Partial<Use>} use what this document uses more
 */
export async function withUse(store, memberId, { kasbon = 0, savings = 0 }) {
  if (!memberId || (!kasbon && !savings)) return {};
  const uses = (await store.get(KEY)) ?? {};
  const before = uses[memberId] ?? NOTHING;
  const use = { kasbon: before.kasbon + kasbon, savings: before.savings + savings };
  return { [KEY]: { ...uses, [memberId]: use } };
}

/** The server has said anew how members stand; what it has not been told yet still counts. */
export async function forgetUse(store) {
  if ((await store.countUnsent()) === 0) await store.put(KEY, null);
}

/** What a member may still buy on credit; null where nobody said a limit. */
export function creditLeft({ credit_limit: limit, credit = 0 }, { kasbon }) {
  return limit === undefined ? null : limit - credit - kasbon;
}

/**
 * Since when something is overdue by more than so many days; null: credit is not blocked.
 * members/debts/blocking.py is its twin.
 * @param {number} after days; 0: the co-operative blocks nobody
 */
export function blockedSince({ credit = 0, due = [] }, { kasbon }, { today, after }) {
  const dueOn = stillDue(due, credit + kasbon)[0]?.on;
  return after > 0 && dueOn && daysAfter(dueOn, after) < today ? dueOn : null;
}

/** What is left of a member's SUKARELA; null where it is not known here: another shop's. */
export function savingsLeft({ savings = null }, use) {
  return savings === null ? null : savings - use.savings;
}
