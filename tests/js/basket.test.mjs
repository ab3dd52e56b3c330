import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Basket } from '../../static/pos/till/basket.js';

const price = (amount, list = 'umum') => ({ list, shop: null, amount, from: '2026-01-01', to: null });
const MIE = { id: 'mie', name: 'Indomie', unit: 'pcs', fractions: false, prices: [price(3500), price(3300, 'anggota')] };
const GULA = { id: 'gula', name: 'Gula', unit: 'kg', fractions: true, prices: [price(17500)] };
const BARU = { id: 'baru', name: 'Baru', unit: 'pcs', fractions: false, prices: [] };
const SITI = { id: 'siti', number: '1', name: 'Siti', card: null };

function basket() {
  return new Basket(() => ({ shop: 'WSB', on: '2026-11-22', rounding: { unit: 100, mode: 'down' } }));
}

test('the same goods again add to their line, which becomes the latest', () => {
  const full = basket();
  full.add(MIE, '899');
  full.add(GULA);
  const line = full.add(MIE, '899', { quantity: 2000 });
  assert.equal(full.lines.length, 2);
  assert.equal(full.latest, line);
  assert.deepEqual(line.priced, { unit_price: 3500, quantity: 3000, amount: 10500 });
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
