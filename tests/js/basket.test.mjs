import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Basket } from '../../static/pos/till/basket.js';

const price = (amount, list = 'umum') => ({ list, shop: null, amount, from: '2026-01-01', to: null });
const MIE = { id: 'mie', name: 'Indomie', unit: 'pcs', fractions: false, prices: [price(3500), price(3300, 'anggota')] };
const GULA = { id: 'gula', name: 'Gula', unit: 'kg', fractions: true, prices: [price(17500)] };
const BARU = { id: 'baru', name: 'Baru', unit: 'pcs', fractions: false, prices: [] };
const SITI = { id: 'siti', number: '1', name: 'Siti', card: null };

const THREE = {
  id: 'n', name: '3 untuk 10.000', kind: 'n_for', packs: ['mie'], shop: null, for_members: false,
  from: '2026-11-01', to: null, percent: 0, amount: 10_000, count: 3, free: 0,
};

function basket(promotions = []) {
  const rounding = { unit: 100, mode: 'down' };
  return new Basket(() => ({ shop: 'WSB', on: '2026-11-22', rounding, promotions }));
}

const amounts = (full) => full.lines.map((line) => line.priced.amount);

test('the same goods again add to their line, which becomes the latest', () => {
  const full = basket();
  full.add(MIE, '899');
  full.add(GULA);
  const line = full.add(MIE, '899', { quantity: 2000 });
  assert.equal(full.lines.length, 2);
  assert.equal(full.latest, line);
  assert.deepEqual(line.priced, {
    unit_price: 3500, quantity: 3000, amount: 10500, discount: 0, promotion: null, vat_class: 'PPN',
  });
  assert.equal(full.total, 28000);
});

test('goods for an amount keep a line of their own', () => {
  const full = basket();
  full.add(GULA, null, { asked_amount: 5000 });
  full.add(GULA);
  full.add(GULA, null, { asked_amount: 5000 });
  assert.equal(full.lines.length, 3);
  assert.equal(full.total, 27500);
});

test('cash is the rounded total', () => {
  const full = basket();
  full.add(GULA, null, { quantity: 333 });
  assert.equal(full.total, 5828);
  assert.equal(full.cash, 5800);
});

test('the card at the end reprices what is there, and back again', () => {
  const full = basket();
  full.add(MIE);
  const gula = full.add(GULA);
  const changed = full.setMember(SITI);
  assert.deepEqual(changed.map((line) => line.pack.id), ['mie']);
  assert.equal(full.total, 20800);
  assert.ok(!changed.includes(gula));
  full.setMember(null);
  assert.equal(full.total, 21000);
});

test('what cannot be sold as it is becomes a line to settle', () => {
  const full = basket();
  full.addUnknown('123456');
  full.add(BARU);
  full.add(MIE, null, { quantity: 500 });
  full.add(GULA, null, { quantity: 1_000_000_000 });
  assert.deepEqual(full.problems.map((line) => line.problem), ['unknown', 'unpriced', 'fraction']);
  const dear = { ...GULA, id: 'emas', prices: [price(2_000_000)] };
  assert.equal(full.add(dear, null, { quantity: 1_000_000_000 }).problem, 'too_large');
});

test('settling, changing and removing clear the way', () => {
  const full = basket();
  const unknown = full.addUnknown('123456');
  const half = full.add(MIE, null, { quantity: 500 });
  const unpriced = full.add(BARU);
  full.settle(unknown.key, GULA);
  full.change(half.key, { quantity: 1000 });
  full.remove(unpriced.key);
  assert.deepEqual(full.problems, []);
  assert.equal(full.total, 21000);
});

test('a reload brings the basket back at the prices of now', () => {
  const full = basket();
  full.add(MIE, '899', { quantity: 2000 });
  full.addUnknown('123456');
  full.add(GULA, null, { asked_amount: 5000 });
  full.setMember(SITI);
  const record = JSON.parse(JSON.stringify(full.toRecord()));
  const packs = { mie: { ...MIE, prices: [price(3000)] }, gula: GULA };
  const again = basket();
  again.restore(record, (id) => packs[id] ?? null);
  assert.equal(again.member.name, 'Siti');
  assert.deepEqual(again.lines.map((line) => line.priced?.amount ?? line.problem), [6000, 'unknown', 5000]);
});

test('goods that are gone from the catalogue come back as a line to settle', () => {
  const full = basket();
  full.add(MIE);
  const again = basket();
  again.restore(full.toRecord(), () => null);
  assert.equal(again.lines[0].pack.name, 'Indomie');
  assert.equal(again.lines[0].problem, 'unpriced');
  assert.deepEqual(full.renew(() => null).map((line) => line.problem), ['unpriced']);
});

test('a newer catalogue changes only what costs something else', () => {
  const full = basket();
  full.add(MIE);
  full.add(GULA);
  const newer = { mie: MIE, gula: { ...GULA, prices: [price(18000)] } };
  assert.deepEqual(full.renew((id) => newer[id]).map((line) => line.pack.id), ['gula']);
  assert.equal(full.total, 21500);
});

test('the third one makes the promotion, and says what it is called', () => {
  const full = basket([THREE]);
  full.add(MIE, null, { quantity: 2000 });
  assert.equal(full.latest.promotion, null);
  const line = full.add(MIE);
  assert.equal(line.promotion, '3 untuk 10.000');
  assert.deepEqual([line.priced.amount, line.priced.discount], [10_000, 500]);
  assert.deepEqual([full.total, full.saved], [10_000, 500]);
});

test('a promotion over two lines changes the other line too', () => {
  const full = basket([THREE]);
  const first = full.add(MIE, null, { quantity: 2000 });
  full.setLineDiscount(first.key, { amount: 100 });
  full.add(GULA);
  full.add(MIE);
  assert.deepEqual(full.changed.map((line) => line.key), [1, 3]);
  assert.deepEqual(amounts(full), [6567, 17_500, 3333]);
  full.remove(3);
  assert.deepEqual(full.changed.map((line) => line.key), [1]);
  assert.deepEqual(amounts(full), [6900, 17_500]);
});

test('a discount by hand is on its line only, and stays when the quantity changes', () => {
  const full = basket();
  const line = full.add(MIE);
  full.setLineDiscount(line.key, { percent: 1000 });
  assert.equal(full.total, 3150);
  full.add(MIE);
  assert.deepEqual(amounts(full), [3150, 3500]);
  full.change(line.key, { quantity: 2000 });
  assert.equal(line.priced.discount, 700);
  full.setLineDiscount(line.key, null);
  assert.equal(full.total, 10_500);
});

test('goods for an amount take no discount', () => {
  const full = basket();
  const line = full.add(GULA, null, { quantity: 500 });
  full.setLineDiscount(line.key, { amount: 500 });
  full.change(line.key, { asked_amount: 10_000 });
  assert.equal(full.total, 10_000);
  assert.equal(line.ask.discount, undefined);
  assert.equal(full.setLineDiscount(line.key, { amount: 500 }).ask.discount, undefined);
});

test('a discount on the basket is shared by its lines and gone with it', () => {
  const full = basket();
  full.add(MIE);
  full.add(GULA);
  assert.equal(full.setDiscount({ amount: 2100 }).length, 2);
  assert.deepEqual(amounts(full), [3150, 15_750]);
  full.clear();
  full.add(MIE);
  assert.equal(full.total, 3500);
});

test('a discount on the basket goes with its last line, not to the next customer', () => {
  const full = basket();
  const [mie, gula] = [full.add(MIE), full.add(GULA)];
  full.setDiscount({ amount: 2100 });
  full.remove(gula.key);
  assert.equal(full.total, 1400);
  full.remove(mie.key);
  full.add(MIE);
  assert.equal(full.total, 3500);
});

test('a price typed by hand, and the list price again', () => {
  const full = basket();
  const line = full.add(BARU);
  full.setPrice(line.key, 2500);
  assert.deepEqual([line.problem, full.total], [null, 2500]);
  full.setPrice(line.key, null);
  assert.equal(line.problem, 'unpriced');
});

test('on credit the credit prices hold', () => {
  const full = basket();
  full.add({ ...MIE, prices: [...MIE.prices, price(3800, 'tempo')] });
  assert.equal(full.total, 3500);
  full.setCredit(true);
  assert.equal(full.total, 3800);
});

test('a reload brings back discounts and typed prices', () => {
  const full = basket();
  full.setPrice(full.add(MIE, null, { quantity: 2000 }).key, 3000);
  full.setLineDiscount(1, { amount: 500 });
  full.setDiscount({ percent: 1000 });
  const again = basket();
  again.restore(JSON.parse(JSON.stringify(full.toRecord())), () => MIE);
  assert.equal(again.total, 4950);
});
