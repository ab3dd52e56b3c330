import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as format from '../../static/core/format.js';
import { Catalogue, isExpired } from '../../static/pos/till/catalogue.js';
import { comparable } from '../../static/pos/till/gtin.js';
import { newId } from '../../static/pos/till/ids.js';
import { isPart, reckon, suggestions } from '../../static/pos/till/tender.js';

test('one item has one form, however its barcode is printed', () => {
  assert.equal(comparable('8998866200301'), '08998866200301');
  assert.equal(comparable('036000291452'), comparable('0036000291452'));
  assert.equal(comparable('96385074'), '00000096385074');
  assert.equal(comparable('18995522000012'), '18995522000012');
});

test('what is no sound barcode is compared as it is', () => {
  assert.equal(comparable('8998866200302'), '8998866200302');
  assert.equal(comparable('12345'), '12345');
  assert.equal(comparable('mbr000001'), 'MBR000001');
});

test('notes people are likely to give', () => {
  assert.deepEqual(suggestions(37400), [38000, 40000, 50000, 100000]);
  assert.deepEqual(suggestions(51300), [52000, 55000, 60000, 100000]);
  assert.deepEqual(suggestions(3500), [4000, 5000, 10000, 20000]);
  assert.deepEqual(suggestions(50000), [60000, 100000]);
  assert.deepEqual(suggestions(1200000), []);
});

test('every suggestion is more than the total, rising, and made of notes', () => {
  for (let due = 0; due < 400_000; due += 100) {
    const notes = suggestions(due);
    assert.ok(notes.length <= 4);
    notes.forEach((note, n) => {
      assert.ok(note > due && note % 1000 === 0 && note > (notes[n - 1] ?? 0), String(due));
    });
  }
});

test('cash given: short, exact, change, and change no note explains', () => {
  assert.deepEqual(reckon(12700, 10000), { short: 2700 });
  assert.deepEqual(reckon(12700, 12700), { short: 0, change: 0, suspicious: false });
  assert.deepEqual(reckon(12700, 100000), { short: 0, change: 87300, suspicious: false });
  assert.deepEqual(reckon(12700, 500000), { short: 0, change: 487300, suspicious: true });
});

test('notes that are too few are a part, a slip of the finger is none', () => {
  assert.deepEqual([10_000, 1_000, 999, 50, 0].map(isPart), [true, true, false, false, false]);
});

test('ids are UUIDv7, rise strictly, also when the clock is set back', () => {
  const ids = [newId(2000), newId(2000), newId(1000), newId(3000)];
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual([...ids].sort(), ids);
  const now = newId();
  assert.ok(Math.abs(Number.parseInt(now.replace('-', '').slice(0, 12), 16) - Date.now()) < 1000);
});

test('days and hours are those of the shop', () => {
  const at = new Date('2026-11-22T17:30:00Z');
  assert.equal(format.localDay(at, 'Asia/Jakarta'), '2026-11-23');
  assert.equal(format.moment(at, 'Asia/Makassar'), '23/11/2026 01:30');
  assert.equal(format.timeOfDay(new Date('2026-11-22T17:00:00Z'), 'Asia/Jakarta'), '00:00');
});

const DATA = {
  version: '1', shop: { id: 's' }, operators: [],
  settings: { cash_rounding_unit: 100, cash_rounding_mode: 'down' },
  packs: [
    { id: 'p1', code: 'IG85', name: 'Indomie Goreng', unit: 'pcs', barcodes: ['08998866200301', 'LOKAL-1'], prices: [] },
    { id: 'p2', code: '', name: 'Indomie Goreng', unit: 'dus', barcodes: ['18998866200308'], prices: [] },
    { id: 'p3', code: '12', name: 'Gula', unit: 'kg', barcodes: [], prices: [] },
  ],
  members: [
    { id: 'm1', number: '12', name: 'Siti Aminah', card: 'MBR01' },
    { id: 'm2', number: '13', name: 'Budi', card: null, buyer_cards: ['ISTRI-13'] },
  ],
};

test('codes find their pack: barcode, own barcode, short code in any case', () => {
  const catalogue = new Catalogue(DATA);
  assert.equal(catalogue.find('8998866200301').id, 'p1');
  assert.equal(catalogue.find('18998866200308').id, 'p2');
  assert.equal(catalogue.find('lokal-1').id, 'p1');
  assert.equal(catalogue.find('ig85').id, 'p1');
  assert.equal(catalogue.find(''), null);
  assert.equal(catalogue.find('999'), null);
});

test('cards and numbers find their member', () => {
  const catalogue = new Catalogue(DATA);
  assert.equal(catalogue.findMember('mbr01').id, 'm1');
  assert.equal(catalogue.findMember('13').id, 'm2');
  assert.equal(catalogue.findMember('istri-13').id, 'm2');
  assert.equal(catalogue.findMember('14'), null);
  assert.deepEqual(catalogue.searchMembers('amin', 5).map((member) => member.id), ['m1']);
  assert.deepEqual(catalogue.searchGoods('indomie dus', 5).map((pack) => pack.id), ['p2']);
});

test('goods of which something has expired say so from the day after on', () => {
  const packs = DATA.packs.map((pack) => ({ ...pack, product_id: `of-${pack.code || 'IG85'}` }));
  const catalogue = new Catalogue({ ...DATA, packs, expiring: { 'of-IG85': '2026-11-22' } });
  for (const id of ['p1', 'p2']) {
    assert.equal(isExpired(catalogue.pack(id), '2026-11-22'), false, 'the last day itself is good');
    assert.equal(isExpired(catalogue.pack(id), '2026-11-23'), true);
  }
  assert.equal(isExpired(catalogue.pack('p3'), '2026-11-23'), false);
  assert.equal(isExpired(new Catalogue(DATA).pack('p1'), '2026-11-23'), false, 'an older server');
  assert.equal(isExpired(null, '2026-11-23'), false);
});

test('who waits to be admitted pays in, and buys as anybody does', () => {
  const settings = { cash_rounding_unit: 100, cash_rounding_mode: 'down', in_store_layouts: [] };
  const siti = { id: 's', number: '1', name: 'Siti Aminah', card: 'AGT0001' };
  const wati = { id: 'w', number: '12', name: 'Wati Calon', card: 'AGT0012', is_candidate: true };
  const catalogue = new Catalogue({
    version: '1', shop: { id: 'WSB' }, settings, operators: [], packs: [], members: [siti], candidates: [wati],
  });
  for (const text of ['12', 'agt0012']) {
    assert.equal(catalogue.findPayer(text), wati);
    assert.equal(catalogue.findMember(text), null);
  }
  assert.deepEqual(catalogue.searchCandidates('wati', 5), [wati]);
  assert.deepEqual(catalogue.searchMembers('wati', 5), []);
  assert.equal(catalogue.findPayer('AGT0001'), siti);
  assert.equal(catalogue.findCandidate('1'), null);
});
