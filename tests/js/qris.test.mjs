// What the till makes of a static code; the cases it shares with Python are in vectors.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkSum, makeDynamic, readPayload } from '../../static/pos/till/qris.js';

const STATIC = '00020101021126640017ID.CO.EXAMPLE.WWW0118936009990000000017021000000000010303UMI'
  + '51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204541153033605802ID'
  + '5916SBMI MART CONTOH6008WONOSOBO61055636462070703A016304E946';

test('a payload for every amount is sound and asks for just that', () => {
  for (let amount = 1; amount < 20_000_000; amount = amount * 3 + 7) {
    const made = makeDynamic(STATIC, { amount, limit: 20_000_000, bill: `INV-${amount}` });
    const objects = new Map(readPayload(made).map(({ tag, value }) => [tag, value]));
    assert.equal(objects.get('54'), String(amount));
    assert.equal(objects.get('01'), '12');
    assert.equal(made.slice(-4), checkSum(made.slice(0, -4)));
  }
});

test('parts of a rupiah are a fault of the caller, not of the code', () => {
  assert.throws(() => makeDynamic(STATIC, { amount: 20500.5, limit: 10_000_000 }), RangeError);
  assert.throws(() => makeDynamic(STATIC, { amount: '20500', limit: 10_000_000 }), RangeError);
});
