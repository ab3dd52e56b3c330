import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Basket } from '../../static/pos/till/basket.js';
import { Catalogue } from '../../static/pos/till/catalogue.js';
import { saleDocument } from '../../static/pos/till/documents.js';

const price = (amount) => [{ list: 'umum', shop: null, amount, from: '2026-01-01', to: null }];
const EMPTY = {
  id: 'kosong', product_id: 'p-kosong', name: 'Jaminan galon', unit: 'pcs', factor: 1000, fractions: false,
  kind: 'container', fixed: true, prices: price(40_000), barcodes: [], code: '900',
};
const GALON = {
  id: 'galon', product_id: 'p-galon', name: 'Air galon', unit: 'galon', factor: 1000, fractions: false,
  container: 'p-kosong', prices: price(6_000), barcodes: [], code: '127',
};
const MIE = { ...GALON, id: 'mie', product_id: 'p-mie', name: 'Mi', container: undefined, prices: price(3_500), code: '1' };
const SETTINGS = { cash_rounding_unit: 100, cash_rounding_mode: 'down', in_store_layouts: [] };

function catalogue(packs = [MIE, GALON, EMPTY]) {
  return new Catalogue({ version: '1', shop: { id: 'WSB' }, settings: SETTINGS, operators: [], members: [], packs });
}

function basket({ containerOf } = catalogue()) {
  const rounding = { unit: 100, mode: 'down' };
  return new Basket(() => ({ shop: 'WSB', on: '2026-11-22', rounding, containerOf }));
}

const names = (full) => full.lines.map((line) => `${line.pack.name} ${line.priced.quantity / 1000}`);

test('full ones are exchanged unless somebody says otherwise', () => {
  const full = basket();
  const line = full.add(GALON);
  assert.equal(line.exchange, true);
  assert.equal(full.total, 6_000);
  assert.equal(full.add(MIE).exchange, null);
});

test('without an exchange the deposit stands behind its goods and is paid', () => {
  const full = basket();
  const { key } = full.add(GALON, null, { quantity: 2000 });
  full.add(MIE);
  full.setExchange(key, false);
  assert.deepEqual(names(full), ['Air galon 2', 'Jaminan galon 2', 'Mi 1']);
  assert.equal(full.total, 12_000 + 80_000 + 3_500);
  assert.deepEqual(full.changed.map((line) => line.pack.name), ['Air galon', 'Jaminan galon']);
});

test('the deposit follows the quantity of its goods and goes with them, untold', () => {
  const full = basket();
  const { key } = full.add(GALON);
  full.setExchange(key, false);
  full.change(key, { quantity: 3000 });
  assert.deepEqual(names(full), ['Air galon 3', 'Jaminan galon 3']);
  full.remove(key);
  assert.ok(full.isEmpty);
  assert.deepEqual(full.removed.map(({ pack_id: id }) => id), ['galon']);
});

test('exchanged after all, the deposit goes and the line is as it was', () => {
  const full = basket();
  const { key } = full.add(GALON);
  const before = full.toRecord();
  full.setExchange(key, false);
  full.setExchange(key, true);
  assert.deepEqual(full.toRecord(), before);
  assert.equal(full.total, 6_000);
});

test('what is scanned next is exchanged again, on a line of its own', () => {
  const full = basket();
  full.setExchange(full.add(GALON).key, false);
  full.add(GALON);
  full.add(GALON);
  assert.deepEqual(names(full), ['Air galon 1', 'Jaminan galon 1', 'Air galon 2']);
});

test('a deposit rung up by hand is a line of its own', () => {
  const full = basket();
  full.setExchange(full.add(GALON).key, false);
  full.add(EMPTY);
  assert.deepEqual(names(full), ['Air galon 1', 'Jaminan galon 1', 'Jaminan galon 1']);
  assert.equal(full.latest.of, null);
});

test('who rings up the deposit by hand says that there was no exchange', () => {
  const full = basket();
  full.add(GALON, null, { quantity: 2000 });
  full.add(EMPTY);
  assert.deepEqual(names(full), ['Air galon 2', 'Jaminan galon 1']);
  const { key } = full.add(MIE);
  full.remove(key);
  const deposit = full.add(EMPTY, null, { quantity: 2000 });
  assert.deepEqual(names(full), ['Air galon 2', 'Jaminan galon 2', 'Jaminan galon 1']);
  assert.equal(deposit.of, full.lines[0].key);
  assert.equal(full.lines[0].exchange, false);
});

test('a price by hand and a discount leave the switch as it is', () => {
  const full = basket();
  const { key } = full.add(GALON);
  full.setExchange(key, false);
  full.setPrice(key, 5_500);
  full.setLineDiscount(key, { amount: 500 });
  assert.equal(full.line(key).exchange, false);
  assert.equal(full.lines.length, 2);
});

test('a basket that was put aside comes back with its deposits', () => {
  const full = basket();
  full.setExchange(full.add(GALON).key, false);
  const again = basket();
  again.restore(JSON.parse(JSON.stringify(full.toRecord())), (id) => catalogue().pack(id));
  assert.deepEqual(names(again), names(full));
  assert.equal(again.total, full.total);
});

test('a container that is sold no more takes its deposit with it', () => {
  let known = catalogue();
  const full = new Basket(() => ({
    shop: 'WSB', on: '2026-11-22', rounding: { unit: 100, mode: 'down' }, containerOf: known.containerOf,
  }));
  const { key } = full.add(GALON);
  full.setExchange(key, false);
  known = catalogue([MIE, GALON]);
  full.renew((id) => known.pack(id));
  assert.equal(full.lines.length, 1);
  assert.equal(full.line(key).exchange, null);
});

test('a deposit without a price is to be settled', () => {
  const full = basket(catalogue([GALON, { ...EMPTY, prices: [] }]));
  full.setExchange(full.add(GALON).key, false);
  assert.deepEqual(full.problems.map((line) => line.pack.name), ['Jaminan galon']);
});

test('the document says which lines were exchanged, of goods with a container only', () => {
  const full = basket();
  full.setExchange(full.add(GALON).key, false);
  full.add(GALON);
  full.add(MIE);
  const sale = {
    id: 'x', till: { code: 'WSB-T1' }, operatorId: 'o', shiftId: 's', at: new Date(0), basket: full,
    paid: { tenders: [{ amount: full.total }], kept: null },
  };
  const { lines } = saleDocument({ series: 'A', counter: 1, sequence: 1 }, sale);
  assert.deepEqual(lines.map(({ pack_id: id, exchanged }) => [id, exchanged]), [
    ['galon', false], ['kosong', undefined], ['galon', true], ['mie', undefined],
  ]);
});
