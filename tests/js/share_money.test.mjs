import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  bonPaymentDocument, drawnFrom, memberMoneyDocument, obstacle, paidInto, reckon, reminder, standingOf, suggestion, useOf,
} from '../../static/pos/till/share_money.js';

const DOWN = { unit: 100, mode: 'down' };
const NOTHING = { kasbon: 0, savings: 0 };
const OWES = { credit: 12_765, savings: 20_000 };
const bon = (amount, more = {}) => ({ task: 'bon', tender: 'cash', amount, given: null, ...more });

test('what this till has taken since counts', () => {
  const known = { credit: 5_000, savings: 20_000, due_on: '2026-07-01', wajib_due: 10_000 };
  assert.deepEqual(standingOf(known, { kasbon: 3_000, savings: 8_000 }), {
    credit: 8_000, savings: 12_000, dueOn: '2026-07-01', dueNow: 0, wajibDue: 10_000, surplus: 0, isFresh: false,
    isCandidate: false,
  });
  assert.equal(standingOf({ savings: null }, NOTHING).savings, null);
});

test('a member is reminded of what is overdue, else of the wajib of this month', () => {
  const member = { name: 'Siti', credit: 8_000, due_on: '2026-05-31', wajib_due: 10_000 };
  assert.deepEqual(reminder(member, '2026-06-01'),
    ['member_overdue', { name: 'Siti', amount: 'Rp8.000', day: '31/05/2026' }]);
  assert.deepEqual(reminder(member, '2026-05-31'), ['member_wajib_due', { name: 'Siti', amount: 'Rp10.000' }]);
  assert.equal(reminder({ name: 'Siti', wajib_due: 0, due_on: null }, '2026-06-01'), null);
  assert.equal(reminder({ name: 'Siti' }, '2026-06-01'), null, 'found by the server only');
});

test('of older months she is told since when', () => {
  assert.deepEqual(reminder({ name: 'Siti', wajib_due: 60_000, wajib_since: '2026-04' }, '2026-06-01'),
    ['member_wajib_since', { name: 'Siti', amount: 'Rp60.000', month: '04/2026' }]);
});

const DUE = [{ on: '2026-07-01', amount: 3_000 }, { on: '2026-08-01', amount: 2_000 }];

test('what is due now follows the day and what was paid at this till since', () => {
  const known = { credit: 5_000, savings: 0, due_on: '2026-07-01', due: DUE };
  const standing = (today, kasbon = 0) => {
    const { dueOn, dueNow } = standingOf(known, { kasbon, savings: 0 }, { today });
    return [dueOn, dueNow];
  };
  assert.deepEqual(standing('2026-06-30'), ['2026-07-01', 0]);
  assert.deepEqual(standing('2026-07-01'), ['2026-07-01', 3_000]);
  assert.deepEqual(standing('2026-08-01'), ['2026-07-01', 5_000]);
  assert.deepEqual(standing('2026-07-01', -1_000), ['2026-07-01', 2_000], 'the first is paid in part');
  assert.deepEqual(standing('2026-07-01', -3_000), ['2026-08-01', 0]);
  assert.deepEqual(standing('2026-07-01', 9_000), ['2026-07-01', 3_000], 'bought since, not due yet');
});

test('a reminder names what is late, not what is owed', () => {
  const member = { name: 'Siti', credit: 5_000, due_on: '2026-07-01', due: DUE };
  assert.deepEqual(reminder(member, '2026-07-02')[1].amount, 'Rp3.000');
  assert.equal(reminder(member, '2026-07-01'), null);
});

test('some tasks cannot begin', () => {
  assert.equal(obstacle('bon', { credit: 0, savings: 5 }), 'money_nothing_owed');
  assert.equal(obstacle('out', { credit: 0, savings: null }), 'money_savings_unknown');
  assert.equal(obstacle('out', { credit: 0, savings: 0 }), 'money_nothing_saved');
  assert.equal(obstacle('in', { credit: 0, savings: null }), null);
  assert.equal(obstacle('bon', OWES), null);
});

test('any part of a kasbon is paid; cash is rounded, the rest exact', () => {
  assert.deepEqual(reckon(bon(12_765), OWES, DOWN), { paid: 12_700, rounding: -65, given: 12_700, change: 0 });
  assert.deepEqual(reckon(bon(5_000), OWES, DOWN), { paid: 5_000, rounding: 0, given: 5_000, change: 0 });
  assert.deepEqual(reckon(bon(5_000, { given: 10_000 }), OWES, DOWN),
    { paid: 5_000, rounding: 0, given: 10_000, change: 5_000 });
  assert.deepEqual(reckon(bon(12_765, { tender: 'qris', given: 99 }), OWES, DOWN),
    { paid: 12_765, rounding: 0, given: 12_765, change: 0 });
});

test('what cannot be paid is refused', () => {
  assert.deepEqual(reckon(bon(12_766), OWES, DOWN), { why: 'money_more_than_owed' });
  assert.deepEqual(reckon(bon(0), OWES, DOWN), { why: 'money_no_amount' });
  assert.deepEqual(reckon(bon(99), OWES, DOWN), { why: 'money_too_small' }, 'a debt is not paid with nothing');
  assert.deepEqual(reckon(bon(65), { credit: 65, savings: 0 }, DOWN), { paid: 0, rounding: -65, given: 0, change: 0 });
  assert.deepEqual(reckon(bon(5_000, { given: 4_999 }), OWES, DOWN), { why: 'money_given_short' });
  assert.deepEqual(reckon(bon(1_000, { tender: 'savings' }), { credit: 9_000, savings: 999 }, DOWN),
    { why: 'money_more_than_saved' });
});

test('savings are drawn up to the balance that is known', () => {
  const out = (amount) => ({ task: 'out', tender: 'cash', amount, given: null });
  assert.deepEqual(reckon(out(20_000), OWES, DOWN), { paid: 20_000, rounding: 0, given: 20_000, change: 0 });
  assert.deepEqual(reckon(out(20_001), OWES, DOWN), { why: 'money_more_than_saved' });
  assert.deepEqual(reckon(out(1), { credit: 0, savings: null }, DOWN), { why: 'money_savings_unknown' });
});

test('the surplus is drawn where the server says there is any', () => {
  const member = { credit: 0, savings: 0, surplus: 950_000 };
  const fresh = standingOf(member, NOTHING, { isFresh: true });
  const known = standingOf(member, NOTHING);
  assert.deepEqual([fresh.surplus, known.surplus], [950_000, 0]);
  assert.deepEqual(drawnFrom(fresh), ['shu']);
  assert.deepEqual(drawnFrom({ savings: 5, surplus: 1 }), ['sukarela', 'shu']);
  assert.deepEqual(drawnFrom(known), []);
  assert.equal(obstacle('out', fresh), null);
  assert.equal(obstacle('out', known), 'money_nothing_saved');
  assert.equal(suggestion('out', 'shu', fresh, {}), 950_000);
  const out = (amount) => ({ task: 'out', account: 'shu', tender: 'cash', amount, given: null });
  assert.deepEqual(reckon(out(950_000), fresh, DOWN), { paid: 950_000, rounding: 0, given: 950_000, change: 0 });
  assert.deepEqual(reckon(out(950_001), fresh, DOWN), { why: 'money_more_than_surplus' });
  assert.deepEqual(useOf(out(7), {}), {});
});

test('a deposit is never rounded, whatever the coins', () => {
  const put = { task: 'in', tender: 'cash', amount: 12_750, given: 20_000 };
  assert.deepEqual(reckon(put, OWES, DOWN), { paid: 12_750, rounding: 0, given: 20_000, change: 7_250 });
});

test('one press offers what is likely', () => {
  const standing = { credit: 8_000, savings: 20_000, wajibDue: 5_000 };
  const rules = { pokok_amount: 100_000, wajib_amount: 10_000 };
  assert.equal(suggestion('bon', undefined, standing, rules), 8_000);
  assert.equal(suggestion('out', undefined, standing, rules), 20_000);
  assert.equal(suggestion('in', 'wajib', standing, rules), 5_000);
  assert.equal(suggestion('in', 'pokok', standing, rules), 100_000);
  assert.equal(suggestion('in', 'sukarela', standing, rules), 0);
});

test('what is used of credit and savings follows', () => {
  assert.deepEqual(useOf(bon(5_000), { paid: 5_000 }), { kasbon: -5_000, savings: 0 });
  assert.deepEqual(useOf(bon(5_000, { tender: 'savings' }), { paid: 5_000 }), { kasbon: -5_000, savings: 5_000 });
  assert.deepEqual(useOf({ task: 'in', account: 'sukarela', amount: 7 }, {}), { savings: -7 });
  assert.deepEqual(useOf({ task: 'out', account: 'sukarela', amount: 7 }, {}), { savings: 7 });
  assert.deepEqual(useOf({ task: 'in', account: 'wajib', amount: 7 }, {}), {});
});

test('the documents say what the server reads', () => {
  const numbers = { series: 'A', counter: 12, sequence: 30 };
  const at = new Date('2026-06-01T03:00:00Z');
  const head = { id: 'i', at, till: { code: 'WSB-T1' }, operatorId: 'o', shiftId: 's' };
  const member = { id: 'm' };
  const begin = {
    id: 'i', series: 'A', sequence: 30, operator_id: 'o', at: '2026-06-01T03:00:00.000Z', shift_id: 's',
    number: 'WSB-T1-A-000012', counter: 12, member_id: 'm',
  };
  assert.deepEqual(
    bonPaymentDocument(numbers, { head, payment: { ...bon(12_765), member }, sum: { rounding: -65, given: 20_000 } }),
    { ...begin, kind: 'bon_payment', amount: 12_765, tender: 'cash', rounding: -65, given: 20_000 },
  );
  const payment = { task: 'out', account: 'sukarela', tender: 'cash', amount: 5_000, member };
  assert.deepEqual(
    memberMoneyDocument(numbers, { head, payment, sum: { given: 5_000 }, approvals: [] }),
    {
      ...begin, kind: 'member_money', account: 'sukarela', direction: 'out', amount: 5_000,
      tender: 'cash', given: 5_000, approvals: [],
    },
  );
});

test('a customer pays under her own name', () => {
  const head = { id: 'x', till: { code: 'WSB-T1' }, operatorId: 'o', shiftId: 's', at: new Date(0) };
  const payment = { member: { id: 'darmi', isCustomer: true }, amount: 500, tender: 'cash' };
  const document = bonPaymentDocument(
    { series: 'A', counter: 1, sequence: 1 }, { head, payment, sum: { rounding: 0, given: 500 } },
  );
  assert.equal(document.customer_id, 'darmi');
  assert.equal('member_id' in document, false);
});

test('who waits to be admitted is asked for her pokok first', () => {
  const standing = standingOf({ is_candidate: true, savings: 0 }, NOTHING);
  assert.deepEqual(paidInto(standing), ['pokok', 'wajib', 'sukarela']);
  assert.equal(paidInto(standingOf({ savings: 0 }, NOTHING))[0], 'sukarela');
});
