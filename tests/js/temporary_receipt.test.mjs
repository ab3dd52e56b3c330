// The slip that the till itself makes while the server is away.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { COLUMNS, layout } from '../../static/pos/till/temporary_receipt.js';

const PLACE = {
  coop: 'Koperasi Uji Bersama', isDemo: false, till: 'WSB-T1',
  shop: { name: 'Toko Wonosobo', time_zone: 'Asia/Jakarta' },
};
const SALE = {
  number: 'WSB-T1-A-000001', at: '2026-06-01T03:00:00.000Z', clerk: 'Sari Wulandari',
  total: 12_565, rounding: -65,
  lines: [
    { name: 'Mi goreng', quantity: 2_000, unit: 'pcs', unit_price: 3_500, amount: 6_500, discount: 500 },
    { name: 'Beras', quantity: 433, unit: 'kg', unit_price: 14_000, amount: 6_065 },
  ],
  tenders: [{ kind: 'qris', amount: 2_500 }, { kind: 'cash', amount: 10_000, given: 20_000, change: 10_000 }],
};
const texts = (sale, place = PLACE) => layout({ ...SALE, ...sale }, place).map(({ text }) => text);
const widthOf = (text) => [...new Intl.Segmenter('id', { granularity: 'grapheme' }).segment(text)].length;

test('a temporary receipt has shop, number, time, clerk, goods, total, paid and change', () => {
  assert.deepEqual(texts({}), [
    '        STRUK SEMENTARA',
    '     struk lengkap menyusul',
    '--------------------------------',
    '      Koperasi Uji Bersama',
    '         Toko Wonosobo',
    '--------------------------------',
    'WSB-T1-A-000001 01/06/2026 10:00',
    'Kasir Sari Wulandari      WSB-T1',
    '--------------------------------',
    'Mi goreng',
    '  2 pcs x 3.500            7.000',
    '  Potongan                  -500',
    'Beras',
    '  0,433 kg x 14.000        6.065',
    '--------------------------------',
    'Subtotal                  12.565',
    'Pembulatan                   -65',
    'TOTAL                   Rp12.500',
    'QRIS                       2.500',
    'Tunai                     20.000',
    'KEMBALI                 Rp10.000',
    '--------------------------------',
    '        STRUK SEMENTARA',
    '     struk lengkap menyusul',
  ]);
});

test('names are cut by whole characters', () => {
  const family = '👨‍👩‍👧';
  const cases = ['M'.repeat(40), 'é'.normalize('NFD').repeat(40), 'न्दि'.repeat(40), '🇮🇩'.repeat(40), family.repeat(40)];
  for (const name of cases) {
    const shown = texts({ lines: [{ ...SALE.lines[1], name }] })[9];
    assert.equal(widthOf(shown), COLUMNS);
    assert.ok(!/\p{M}/u.test(shown[0]) && shown.isWellFormed(), name);
    assert.ok(name.normalize('NFC').replace(/\p{C}/gu, '').startsWith(shown));
  }
});

test('control characters never reach the paper', () => {
  const nasty = 'Mi\u0000 \u001b@go\u0007reng\u202e\u200b\r\n\u009dx\u{e0001}\ufeff';
  const shown = texts({ clerk: nasty, lines: [{ ...SALE.lines[0], name: nasty, unit: nasty }] }).join('');
  assert.ok(!/\p{C}/u.test(shown));
  assert.match(shown, /Mi @goreng x/);
});

test('no line is wider than the paper, whatever the words', () => {
  const words = ['', 'x'.repeat(500), '日本語の商品名'.repeat(9), 'kata '.repeat(30), '\n\t'];
  for (const word of words) {
    const sale = { number: `${word}1`, clerk: word, lines: [{ ...SALE.lines[0], name: word, unit: word }] };
    const place = { ...PLACE, coop: word, till: word, shop: { ...PLACE.shop, name: word } };
    for (const text of texts(sale, place)) assert.ok(widthOf(text) <= COLUMNS, text);
  }
});

test('an amount is never cut, however long the words beside it', () => {
  const sale = texts({
    total: 999_999_999_999, rounding: 0,
    lines: [{ name: 'Emas', quantity: 999_999_999, unit: 'batangan sepuluh gram', unit_price: 1_000_000, amount: 999_999_999_999 }],
  }).join('\n');
  assert.match(sale, /^ {2}999\.999,999 batangan sepuluh g\n {2}x 1\.000\.000 +999\.999\.999\.999$/m);
  assert.ok(sale.includes('Rp999.999.999.999'));
});

test('what an older till kept without price, clerk and change still makes a slip', () => {
  const { clerk, ...old } = SALE;
  const lines = [{ name: 'Beras', quantity: 1_000, unit: 'kg', amount: 14_000 }];
  const shown = layout({ ...old, lines, tenders: [{ kind: 'cash', amount: 12_500 }] }, PLACE).map(({ text }) => text);
  assert.ok(shown.includes('Kasir                     WSB-T1'));
  assert.ok(shown.includes('  1 kg                    14.000'));
});

test('of the example it proves nothing', () => {
  const shown = texts({}, { ...PLACE, isDemo: true });
  assert.equal(shown.filter((text) => text.trim() === 'CONTOH').length, 2);
  assert.equal(shown[0].trim(), 'CONTOH');
});

test('change that was left is said where it went', () => {
  const shown = texts({ kept: { savings: 400, donation: 100 } });
  assert.ok(shown.includes('Kembalian ke simpanan        400'));
  assert.ok(shown.includes('Kembalian didonasikan        100'));
});
