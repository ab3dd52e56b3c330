// The cases that Python and the till share; tests/core/test_parse.py and
// tests/pos/test_pricing.py run the same files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { readInStore } from '../../static/pos/till/in_store.js';
import { schedule, stillDue } from '../../static/pos/till/instalments.js';
import { readInput } from '../../static/pos/till/input_line.js';
import { Refused, money, quantity } from '../../static/pos/till/parse.js';
import { depositsOf } from './containers_case.mjs';
import { priceBasket } from './price_case.mjs';
import { answerQris } from './qris_case.mjs';
import { roundCash } from '../../static/pos/till/rounding.js';
import * as codes from '../../static/pos/till/voucher_codes.js';

function refusing(read) {
  return (given) => {
    try {
      return read(given);
    } catch (error) {
      if (error instanceof Refused) return { refused: error.why };
      if (error instanceof RangeError) return { refused: true };
      throw error;
    }
  };
}

function instalments({ amount, open = amount, ...plan }) {
  return stillDue(schedule(amount, plan), open).map((part) => [part.on, part.amount]);
}

function voucherCode(text) {
  const code = codes.tidy(text);
  const found = { code, has_shape: codes.hasShape(code), sound: codes.isSound(code) };
  return found.sound ? { ...found, shown: codes.shown(code) } : found;
}

const READERS = {
  money: refusing(({ text }) => ({ amount: money(text) })),
  quantity: refusing(({ text }) => ({ milli: quantity(text) })),
  rounding: refusing(({ amount, unit, mode }) => ({ cash: roundCash(amount, { unit, mode }) })),
  containers: depositsOf,
  price: priceBasket,
  qris: answerQris,
  instalments,
  in_store: ({ code, layouts }) => readInStore(code, layouts),
  input_line: ({ text }) => readInput(text),
  voucher_codes: voucherCode,
};

for (const [name, read] of Object.entries(READERS)) {
  const file = new URL(`../vectors/${name}.json`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8'));
  test(`${name}: there are cases`, () => assert.ok(cases.length >= 15));
  for (const { name: title, given, expect } of cases) {
    test(`${name}: ${title}`, () => assert.deepEqual(read(given), expect));
  }
}
