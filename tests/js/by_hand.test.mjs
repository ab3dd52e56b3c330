import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Basket } from '../../static/pos/till/basket.js';
import { discountText, readDiscount } from '../../static/pos/till/price_dialogs.js';
import { Refused } from '../../static/pos/till/parse.js';

const price = (amount) => [{ list: 'umum', shop: null, amount, from: '2026-01-01', to: null }];
const pack = (id, amount, more = {}) => ({ id, name: id, unit: 'pcs', fractions: false, prices: price(amount), ...more });
const [MIE, AIR] = [pack('mie', 3500), pack('air', 4000)];
const MIX = {
  id: 'm', name: '3 untuk 9.000', kind: 'mix', packs: ['mie', 'air'], shop: null, for_members: false,
  from: '2026-11-01', to: null, percent: 0, amount: 9000, count: 3, free: 0,
};

function basket(promotions = []) {
  const rounding = { unit: 100, mode: 'down' };
  return new Basket(() => ({ shop: 'WSB', on: '2026-11-22', rounding, promotions }));
}

test('what the rules give needs nobody', () => {
  const full = basket([MIX]);
  full.add(MIE, null, { quantity: 3000 });
  assert.equal(full.saved, 1500);
  assert.deepEqual(full.unagreed, []);
});

test('a discount by hand counts without what promotions give', () => {
  const full = basket([MIX]);
  const line = full.add(MIE, null, { quantity: 3000 });
  full.setLineDiscount(line.key, { percent: 1000 });
  assert.deepEqual(full.unagreed, [{ action: 'discount', amount: 900 }]);
  full.setDiscount({ amount: 100 });
  assert.deepEqual(full.unagreed, [{ action: 'discount', amount: 1000 }]);
});

test('a typed price counts by how far it is from the list, up or down', () => {
  const full = basket();
  const [mie, air] = [full.add(MIE, null, { quantity: 2000 }), full.add(AIR)];
  full.setPrice(mie.key, 3000);
  full.setPrice(air.key, 4200);
  assert.deepEqual(full.unagreed, [{ action: 'price', amount: 1200 }]);
});

test('the units of a typed price leave a set, and the loss of it is nobody\'s decision', () => {
  const full = basket([MIX]);
  full.add(AIR, null, { quantity: 2000 });
  full.setPrice(full.add(MIE).key, 3000);
  assert.deepEqual(full.unagreed, [{ action: 'price', amount: 500 }]);
  assert.equal(full.total, 11_000);
});

test('who agreed is asked again only for more', () => {
  const full = basket();
  const line = full.add(MIE, null, { quantity: 2000 });
  full.setLineDiscount(line.key, { amount: 1000 });
  const approval = { action: 'discount', method: 'pin', by: 'joko', code: 'x' };
  full.agree(full.unagreed[0], approval);
  assert.deepEqual([full.unagreed, full.approvals], [[], [approval]]);
  full.setLineDiscount(line.key, { amount: 900 });
  assert.deepEqual(full.unagreed, []);
  full.setLineDiscount(line.key, { amount: 1500 });
  assert.deepEqual(full.unagreed, [{ action: 'discount', amount: 1500 }]);
  full.setLineDiscount(line.key, null);
  assert.deepEqual([full.unagreed, full.approvals], [[], []]);
});

test('a reload remembers who agreed, the next sale does not', () => {
  const full = basket();
  full.setLineDiscount(full.add(MIE).key, { amount: 500 });
  full.agree(full.unagreed[0], { action: 'discount' });
  const again = basket();
  again.restore(JSON.parse(JSON.stringify(full.toRecord())), () => MIE);
  assert.deepEqual([again.unagreed, again.approvals.length], [[], 1]);
  again.clear();
  again.setLineDiscount(again.add(MIE).key, { amount: 500 });
  assert.equal(again.unagreed.length, 1);
});

test('a discount is read as percent or rupiah, and written as it is typed', () => {
  assert.deepEqual(readDiscount('10%'), { percent: 1000 });
  assert.deepEqual(readDiscount(' 12,5 % '), { percent: 1250 });
  assert.deepEqual(readDiscount('2.000'), { amount: 2000 });
  assert.deepEqual(readDiscount('5rb'), { amount: 5000 });
  for (const nothing of ['', '  ', '0', '0%']) assert.equal(readDiscount(nothing), null);
  for (const wrong of ['101%', '0,125%', 'murah', '%', '-5%', '-5']) assert.throws(() => readDiscount(wrong), Refused);
  assert.equal(discountText({ percent: 1250 }), '12,5%');
  assert.equal(discountText({ amount: 2000 }), 'Rp2.000');
  assert.equal(discountText(null), '');
});
