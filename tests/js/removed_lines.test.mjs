import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Basket } from '../../static/pos/till/basket.js';

const CONDITIONS = { shop: 'shop', on: '2026-06-01', rounding: { unit: 100, mode: 'down' }, promotions: [], vatRate: 0 };
const NOODLES = {
  id: 'noodles', name: 'Mie', unit: 'pcs', factor: 1000, fractions: false, barcodes: [],
  prices: [{ list: 'umum', shop: null, amount: 3_500, from: '2026-01-01', to: null, least: 0 }],
};

function basket() {
  return new Basket(() => CONDITIONS);
}

test('a line that is taken out again is remembered for the sale', () => {
  const held = basket();
  const { key } = held.add(NOODLES, null, { quantity: 2_000 });
  held.remove(key);
  assert.deepEqual(held.removed, [{ pack_id: 'noodles', quantity: 2_000, amount: 7_000 }]);
  assert.equal(held.isEmpty, true);
  assert.equal(held.isUntouched, false);
});

test('with the last line the discount of the basket goes, and the next goods cost what they cost', () => {
  const held = basket();
  const { key } = held.add(NOODLES);
  held.setDiscount({ percent: 1000 });
  held.remove(key);
  held.add(NOODLES);
  assert.equal(held.total, 3_500);
});

test('a code nobody knows leaves no trace', () => {
  const held = basket();
  held.remove(held.addUnknown('123456').key);
  assert.deepEqual(held.removed, []);
});

test('what was taken out survives a reload and ends with the sale', () => {
  const before = basket();
  before.remove(before.add(NOODLES).key);
  const after = basket();
  after.restore(structuredClone(before.toRecord()), () => NOODLES);
  assert.equal(after.removed.length, 1);
  after.clear();
  assert.equal(after.isUntouched, true);
});
