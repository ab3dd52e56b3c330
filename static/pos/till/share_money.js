/**
 * What may be paid into and out of a member's accounts at the till, and what it comes to. Pure.
 *
 * @typedef {'bon'|'in'|'out'} Task BAYAR BON, SETOR, TARIK
 * @typedef {object} Standing how a member stands, as far as it is known here
 * @property {number} credit what is owed
 * @property {number|null} savings SUKARELA; null where it is not known
 * @property {string|null} dueOn when something is to be paid next, or was
 * @property {number} dueNow what should be paid today, or before
 * @property {number} surplus her shares of past years not paid yet; 0 unless the server said so
 * @property {number} wajibDue still to be paid this month
 * @property {boolean} isFresh the server said so just now
 * @property {boolean} isCandidate not admitted yet
 */
import { day, rupiah } from '../../core/format.js';
import { receiptNumber, shared } from './documents.js';
import { daysAfter, dueUntil, stillDue } from './instalments.js';
import { roundCash } from './rounding.js';

/** What a kasbon, a deposit and a withdrawal may be paid with. */
export const TENDERS = {
  bon: ['cash', 'qris', 'transfer', 'savings'],
  in: ['cash', 'transfer'],
  out: ['cash', 'transfer'],
};
export const DEPOSITS = ['sukarela', 'wajib', 'pokok'];

/** What is paid into: who waits to be admitted owes her pokok first. */
export function paidInto({ isCandidate }) {
  return isCandidate ? ['pokok', 'wajib', 'sukarela'] : DEPOSITS;
}

/**
 * @param {object} member as the catalogue keeps it, or as the server answered
 * @param {import('./member_use.js').Use} use at this till since then
 * @returns {Standing}
 */
export function standingOf(member, use, { isFresh = false, today = '' } = {}) {
  const { savings = null, due = [] } = member;
  const credit = (member.credit ?? 0) + use.kasbon;
  const left = stillDue(due, credit);
  return {
    credit,
    savings: savings === null ? null : savings - use.savings,
    dueOn: left[0]?.on ?? member.due_on ?? null,
    dueNow: dueUntil(left, today),
    wajibDue: member.wajib_due ?? 0,
    surplus: isFresh ? member.surplus ?? 0 : 0,
    isFresh,
    isCandidate: Boolean(member.is_candidate),
  };
}

/** What to remind a member of when the card is scanned: words and values; null for nothing. */
export function reminder(member, today) {
  const { name, due_on: dueOn, credit = 0, due, wajib_due: wajibDue = 0, wajib_since: since = null } = member;
  if (dueOn && dueOn < today) {
    const late = due?.length ? dueUntil(due, daysAfter(today, -1)) : credit;
    return ['member_overdue', { name, amount: rupiah(late), day: day(dueOn) }];
  }
  if (wajibDue > 0 && since) {
    return ['member_wajib_since', { name, amount: rupiah(wajibDue), month: since.split('-').reverse().join('/') }];
  }
  if (wajibDue > 0) return ['member_wajib_due', { name, amount: rupiah(wajibDue) }];
  return null;
}

/** What a member may draw from: her savings, and her surplus where the server says there is any. */
export function drawnFrom({ savings, surplus = 0 }) {
  if (!(surplus > 0)) return [];
  return savings > 0 ? ['sukarela', 'shu'] : ['shu'];
}

/** Why a task cannot even begin for a member: a key of the words; null when it can. */
export function obstacle(task, { credit, savings, surplus = 0 }) {
  if (task === 'bon' && credit <= 0) return 'money_nothing_owed';
  if (task === 'out' && surplus > 0) return null;
  if (task === 'out' && savings === null) return 'money_savings_unknown';
  if (task === 'out' && savings <= 0) return 'money_nothing_saved';
  return null;
}

/** What is offered as one press: all that is owed, what is due, what everybody pays. */
export function suggestion(task, account, { credit, savings, wajibDue, surplus = 0 }, { pokok_amount: pokok = 0 }) {
  if (task === 'bon') return credit;
  if (task === 'out') return account === 'shu' ? surplus : Math.max(savings ?? 0, 0);
  return { wajib: wajibDue, pokok, sukarela: 0 }[account];
}

/**
 * What a payment comes to.
 * @param {{task: Task, tender: string, account?: string, amount: number, given: number|null}} typed
 * @returns {{why: string}|{paid: number, rounding: number, given: number, change: number}}
 *   `why`: a key of the words
 */
export function reckon({ task, tender, account, amount, given }, { credit, savings, surplus = 0 }, rounding) {
  const why = tooMuch({ task, tender, account, amount }, { credit, savings, surplus });
  if (why) return { why };
  const isRounded = task === 'bon' && tender === 'cash';
  const paid = isRounded ? roundCash(amount, rounding) : amount;
  if (paid === 0 && amount < credit) return { why: 'money_too_small' };
  const takesCash = tender === 'cash' && task !== 'out';
  const handed = takesCash && given !== null ? given : paid;
  if (handed < paid) return { why: 'money_given_short' };
  return { paid, rounding: paid - amount, given: handed, change: handed - paid };
}

function tooMuch({ task, tender, account, amount }, { credit, savings, surplus }) {
  if (!(amount > 0)) return 'money_no_amount';
  if (task === 'out' && account === 'shu') return amount > surplus ? 'money_more_than_surplus' : null;
  if (task === 'bon' && amount > credit) return 'money_more_than_owed';
  const isFromSavings = task === 'out' || tender === 'savings';
  if (isFromSavings && savings === null) return 'money_savings_unknown';
  if (isFromSavings && amount > savings) return 'money_more_than_saved';
  return null;
}

/** What it changes in what this till has used of the member's credit and savings. */
export function useOf({ task, account, tender, amount }, { paid }) {
  if (task === 'bon') return { kasbon: -amount, savings: tender === 'savings' ? paid : 0 };
  if (account !== 'sukarela') return {};
  return { savings: task === 'in' ? -amount : amount };
}

/** The document of a kasbon payment. */
export function bonPaymentDocument(numbers, { head, payment, sum }) {
  return {
    ...numbered('bon_payment', numbers, head),
    [payment.member.isCustomer ? 'customer_id' : 'member_id']: payment.member.id,
    amount: payment.amount,
    tender: payment.tender,
    rounding: sum.rounding,
    given: sum.given,
  };
}

/** The document of a deposit or withdrawal. */
export function memberMoneyDocument(numbers, { head, payment, sum, approvals }) {
  return {
    ...numbered('member_money', numbers, head),
    member_id: payment.member.id,
    account: payment.account,
    direction: payment.task,
    amount: payment.amount,
    tender: payment.tender,
    given: sum.given,
    approvals,
  };
}

function numbered(kind, numbers, { id, till, operatorId, shiftId, at }) {
  return {
    ...shared(kind, numbers, { id, operatorId, at }),
    shift_id: shiftId,
    number: receiptNumber(till, numbers),
    counter: numbers.counter,
  };
}
