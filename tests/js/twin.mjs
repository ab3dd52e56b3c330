// Answers JSON lines: what the till's rules make of a case. tests/pos/test_vectors_js.py asks.
import { createInterface } from 'node:readline';

import * as format from '../../static/core/format.js';
import { Refused, money, quantity } from '../../static/pos/till/parse.js';
import { schedule, stillDue } from '../../static/pos/till/instalments.js';
import { priceBasket } from './price_case.mjs';
import { answerQris } from './qris_case.mjs';

const ANSWERS = {
  price: priceBasket,
  qris: answerQris,
  instalments: ({ amount, open, plan }) => (
    stillDue(schedule(amount, plan), open).map(({ on, amount: part }) => [on, part])
  ),
  money: (text) => money(text),
  quantity: (text) => quantity(text),
  rupiah: (amount) => format.rupiah(amount),
  format_quantity: (milli) => format.quantity(milli),
  moment: ({ at, time_zone: zone }) => format.moment(new Date(at), zone),
};

function answer(line) {
  const { rule, given } = JSON.parse(line);
  try {
    return { answer: ANSWERS[rule](given) };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.why };
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
