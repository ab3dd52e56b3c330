import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Payment, keepable } from '../../static/pos/till/payment.js';

const DOWN = { unit: 100, mode: 'down' };

function paid(...parts) {
  const payment = new Payment();
  for (const [kind, amount, more] of parts) payment.add({ kind, amount, ...more });
  return payment;
}

const total = (tenders) => tenders.reduce((sum, { amount }) => sum + amount, 0);

test('only the cash part is rounded', () => {
  const payment = paid(['qris', 12_000]);
  assert.equal(payment.rest(12_765), 765);
  assert.equal(payment.cash(12_765, DOWN), 700);
  const { tenders, kept } = payment.settle({ total: 12_765, rounding: DOWN, given: 1_000 });
  assert.deepEqual(tenders, [
    { kind: 'qris', amount: 12_000, given: 12_000, change: 0 },
    { kind: 'cash', amount: 700, given: 1_000, change: 300 },
  ]);
  assert.equal(kept, null);
});

test('a line removed after paying: cash gives change, nothing else can', () => {
  const { tenders } = paid(['cash', 5_000]).settle({ total: 4_000, rounding: DOWN });
  assert.deepEqual(tenders, [{ kind: 'cash', amount: 4_000, given: 5_000, change: 1_000 }]);
  assert.equal(paid(['qris', 5_000]).over(4_000), 1_000);
  assert.equal(paid(['cash', 5_000]).over(4_000), 0);
});

test('without cash nothing is rounded and no cash is named', () => {
  const { tenders } = paid(['qris', 12_765, { confirmed: false }]).settle({ total: 12_765, rounding: DOWN });
  assert.deepEqual(tenders, [{ kind: 'qris', amount: 12_765, given: 12_765, change: 0, confirmed: false }]);
});

test('cash first, the rest another way', () => {
  const payment = paid(['cash', 5_000], ['transfer', 7_765, { reference: '0042' }]);
  assert.equal(payment.rest(12_765), 0);
  const { tenders } = payment.settle({ total: 12_765, rounding: DOWN });
  assert.deepEqual(tenders.map(({ kind, amount }) => [kind, amount]), [['transfer', 7_765], ['cash', 5_000]]);
});

test('cash twice is one tender with one change', () => {
  const payment = paid(['cash', 5_000]);
  assert.equal(payment.cash(12_765, DOWN), 7_700);
  const { tenders } = payment.settle({ total: 12_765, rounding: DOWN, given: 10_000 });
  assert.deepEqual(tenders, [{ kind: 'cash', amount: 12_700, given: 15_000, change: 2_300 }]);
});

test('change left on purpose is paid and kept, not given back', () => {
  const keep = { kind: 'donation', amount: 500 };
  const { tenders, kept } = paid().settle({ total: 69_500, rounding: DOWN, given: 100_000, keep });
  assert.deepEqual(tenders, [{ kind: 'cash', amount: 70_000, given: 100_000, change: 30_000 }]);
  assert.deepEqual(kept, { savings: 0, donation: 500 });
});

test('the small money is offered to be left, or all where there is none', () => {
  assert.deepEqual([500, 30_500, 31_000, 700].map(keepable), [500, 500, 31_000, 700]);
});

test('free goods are paid with nothing in cash', () => {
  assert.deepEqual(paid().settle({ total: 0, rounding: DOWN }).tenders, [{ kind: 'cash', amount: 0, given: 0, change: 0 }]);
});

test('another member takes credit and savings out of the payment', () => {
  const payment = paid(['kasbon', 5_000, { approval: { action: 'credit' } }], ['qris', 1_000], ['savings', 2_000]);
  assert.equal(payment.approvals.length, 1);
  payment.forgetMember();
  assert.deepEqual(payment.parts.map(({ kind }) => kind), ['qris']);
  assert.deepEqual(payment.approvals, []);
  payment.drop(0);
  assert.ok(payment.isEmpty);
});

test('whatever is paid in whichever ways: tenders are total, rounding and what was kept', () => {
  let seed = 7;
  const dice = (most) => { seed = (seed * 48_271) % 2_147_483_647; return seed % most; };
  const kinds = ['qris', 'transfer', 'kasbon', 'savings', 'voucher', 'cash'];
  for (let round = 0; round < 2_000; round += 1) {
    const sale = { total: dice(300_000), rounding: { unit: [1, 50, 100, 500][dice(4)], mode: ['down', 'nearest', 'up'][dice(3)] } };
    const payment = new Payment();
    for (let count = dice(4); count > 0; count -= 1) {
      const kind = kinds[dice(kinds.length)];
      const part = dice(payment.rest(sale.total) + 1);
      const amount = kind === 'cash' ? part - (part % sale.rounding.unit) : part;
      if (amount) payment.add({ kind, amount });
    }
    const due = payment.cash(sale.total, sale.rounding);
    const given = due + dice(50_000);
    const most = given - due;
    const keep = most && dice(2) ? { kind: ['savings', 'donation'][dice(2)], amount: 1 + dice(most) } : null;
    const { tenders, kept } = payment.settle({ ...sale, given, keep });
    const others = tenders.filter(({ kind }) => kind !== 'cash');
    const rounding = total(tenders) - sale.total - (keep ? keep.amount : 0);
    const share = sale.total - total(others);
    const { unit } = sale.rounding;
    assert.ok(Math.abs(rounding) < unit, JSON.stringify([sale, payment.parts, tenders]));
    assert.equal((share + rounding) % unit, 0);
    assert.equal(kept ? kept.savings + kept.donation : 0, keep ? keep.amount : 0);
    for (const tender of tenders) {
      assert.equal(tender.given, tender.amount + tender.change);
      assert.ok(tender.change >= 0 && (tender.kind === 'cash' || tender.change === 0));
    }
  }
});

test('a kasbon in parts says how many and how far apart; one that is paid at once does not', () => {
  const payment = new Payment();
  payment.add({ kind: 'kasbon', amount: 9_000, due_on: '2026-07-01', instalments: 3, every: 'week' });
  payment.add({ kind: 'kasbon', amount: 1_000, due_on: '2026-07-01' });
  const { tenders } = payment.settle({ total: 10_000, rounding: { unit: 100, mode: 'down' } });
  assert.deepEqual(tenders, [
    { kind: 'kasbon', amount: 9_000, given: 9_000, change: 0, due_on: '2026-07-01', instalments: 3, every: 'week' },
    { kind: 'kasbon', amount: 1_000, given: 1_000, change: 0, due_on: '2026-07-01' },
  ]);
});

test('a kasbon names the customer who is no member; another member takes it off', () => {
  const payment = new Payment();
  payment.add({ kind: 'kasbon', amount: 4_000, due_on: '2026-07-01', customer_id: 'darmi' });
  const rounding = { unit: 100, mode: 'down' };
  assert.deepEqual(payment.settle({ total: 4_000, rounding }).tenders, [
    { kind: 'kasbon', amount: 4_000, given: 4_000, change: 0, due_on: '2026-07-01', customer_id: 'darmi' },
  ]);
  payment.forgetMember();
  assert.ok(payment.isEmpty);
});
