import assert from 'node:assert/strict';
import { test } from 'node:test';

import { blockedSince, creditLeft, forgetUse, savingsLeft, usedSince, withUse, moneyPath } from '../../static/pos/till/member_use.js';

/** What a store does, in memory. */
function memory({ unsent = 0 } = {}) {
  const kept = new Map();
  return {
    get: async (key) => kept.get(key),
    put: async (key, value) => { if (value === null) kept.delete(key); else kept.set(key, value); },
    countUnsent: async () => unsent,
    take: (changes) => Object.entries(changes).forEach(([key, value]) => kept.set(key, value)),
  };
}

test('what a member used here counts until the server has said anew', async () => {
  const store = memory();
  store.take(await withUse(store, 'siti', { kasbon: 5_000 }));
  store.take(await withUse(store, 'siti', { kasbon: 2_000, savings: 1_000 }));
  store.take(await withUse(store, 'budi', { savings: 300 }));
  assert.deepEqual(await usedSince(store, 'siti'), { kasbon: 7_000, savings: 1_000 });
  assert.deepEqual(await usedSince(store, 'budi'), { kasbon: 0, savings: 300 });
  await forgetUse(store);
  assert.deepEqual(await usedSince(store, 'siti'), { kasbon: 0, savings: 0 });
});

test('what the server has not heard of yet is not forgotten', async () => {
  const store = memory({ unsent: 1 });
  store.take(await withUse(store, 'siti', { kasbon: 5_000 }));
  await forgetUse(store);
  assert.deepEqual(await usedSince(store, 'siti'), { kasbon: 5_000, savings: 0 });
});

test('a sale without a member, or paid in cash, changes nothing', async () => {
  assert.deepEqual(await withUse(memory(), undefined, { kasbon: 5_000 }), {});
  assert.deepEqual(await withUse(memory(), 'siti', {}), {});
});

test('what is left: the limit less the debt less what was used here since', () => {
  const siti = { credit_limit: 50_000, credit: 20_000, savings: 8_000 };
  assert.equal(creditLeft(siti, { kasbon: 10_000 }), 20_000);
  assert.equal(savingsLeft(siti, { savings: 3_000 }), 5_000);
  assert.equal(creditLeft({}, { kasbon: 0 }), null);
  assert.equal(savingsLeft({ savings: null }, { savings: 0 }), null);
});

test('the server is asked about a customer elsewhere than about a member', () => {
  assert.equal(moneyPath({ id: 'a' }), '/members/a/money');
  assert.equal(moneyPath({ id: 'b', isCustomer: true }), '/customers/b/money');
});

test('credit is blocked when something is overdue by more days than the rule lets pass', () => {
  const siti = { credit: 30_000, due: [{ on: '2026-05-01', amount: 10_000 }, { on: '2026-07-01', amount: 20_000 }] };
  const use = { kasbon: 0 };
  const rule = (after, today = '2026-06-01') => ({ after, today });
  assert.equal(blockedSince(siti, use, rule(30)), '2026-05-01', '31 days');
  assert.equal(blockedSince(siti, use, rule(31)), null, 'not more than 31');
  assert.equal(blockedSince(siti, use, rule(0)), null, 'off');
  assert.equal(blockedSince(siti, use, rule(1, '2026-05-01')), null, 'due today is not overdue');
  assert.equal(blockedSince({}, use, rule(1)), null, 'owes nothing');
});

test('what was paid here since the server last said so lifts the block', () => {
  const siti = { credit: 30_000, due: [{ on: '2026-05-01', amount: 10_000 }, { on: '2026-07-01', amount: 20_000 }] };
  const rule = { after: 7, today: '2026-06-01' };
  assert.equal(blockedSince(siti, { kasbon: -9_999 }, rule), '2026-05-01');
  assert.equal(blockedSince(siti, { kasbon: -10_000 }, rule), null);
  assert.equal(blockedSince(siti, { kasbon: 5_000 }, rule), '2026-05-01', 'bought more meanwhile');
});
