import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Draft, correctionDocument, refundsOf, returnDocument, worth } from '../../static/pos/till/returnable.js';

const { cases } = JSON.parse(readFileSync(new URL('../vectors/returns.json', import.meta.url)));
const DOWN = { unit: 100, mode: 'down' };
const NUMBERS = { series: 'A', counter: 124, sequence: 9 };
const BACK = {
  id: 'id', operatorId: 'clerk', at: new Date('2026-06-01T03:00:00Z'), shiftId: 'shift',
  till: { code: 'WSB-T1' }, reason: 'Rusak', isVoid: false, approvals: [],
};

function line(position, quantity, amount, more = {}) {
  return { position, pack_id: `pack-${position}`, name: 'Gula', left: { quantity, amount }, ...more };
}

for (const { name, given: { left, quantity }, expect } of cases) {
  test(`worth: ${name}`, () => assert.equal(worth(left, quantity), expect));
}

test('cash is rounded, other ways are not', () => {
  assert.deepEqual(refundsOf(12_765, [], 'cash', DOWN), {
    refunds: [{ kind: 'cash', amount: 12_700 }], rounding: -65, paid: 12_700,
  });
  assert.deepEqual(refundsOf(12_765, [], 'transfer', DOWN), {
    refunds: [{ kind: 'transfer', amount: 12_765 }], rounding: 0, paid: 12_765,
  });
});

test('what was bought on credit goes back before any money', () => {
  const refundable = [{ kind: 'savings', amount: 1_000 }, { kind: 'kasbon', amount: 5_000 }];
  assert.deepEqual(refundsOf(7_050, refundable, 'cash', DOWN), {
    refunds: [
      { kind: 'kasbon', amount: 5_000 }, { kind: 'savings', amount: 1_000 }, { kind: 'cash', amount: 1_000 },
    ],
    rounding: -50,
    paid: 7_000,
  });
  assert.deepEqual(refundsOf(4_000, refundable, 'cash', DOWN).refunds, [{ kind: 'kasbon', amount: 4_000 }]);
});

test('goods worth nothing still name a way', () => {
  assert.deepEqual(refundsOf(0, [], 'cash', DOWN).refunds, [{ kind: 'cash', amount: 0 }]);
});

test('never more than is left is taken', () => {
  const draft = new Draft([line(0, 2_000, 7_000), line(1, 0, 0), line(2, 755, 10_570)]);
  assert.equal(draft.lines.length, 2);
  draft.take(0, 5_000);
  assert.equal(draft.lines[0].taken, 2_000);
  draft.take(0, -1);
  assert.equal(draft.isEmpty, true);
  draft.takeAll();
  assert.equal(draft.total, 17_570);
});

test('a scan takes one back until none is left', () => {
  const draft = new Draft([line(0, 1_500, 7_000)]);
  assert.deepEqual([1, 2, 3].map(() => draft.takeOne('pack-0')), [true, true, false]);
  assert.equal(draft.lines[0].taken, 1_500);
  assert.equal(draft.takeOne('pack-9'), false);
});

test('the document names the sold lines that come back', () => {
  const draft = new Draft([line(0, 3_000, 10_000), line(1, 1_000, 500)]);
  draft.take(0, 1_000);
  draft.lines[0].isFit = false;
  const receipt = { sale: { id: 'sale', member: { id: 'member' } } };
  const paid = refundsOf(draft.total, [], 'cash', DOWN);
  const document = returnDocument(NUMBERS, { ...BACK, receipt, draft, paid });
  assert.equal(document.number, 'WSB-T1-A-000124');
  assert.deepEqual(document.lines, [
    { sale_position: 0, pack_id: 'pack-0', quantity: 1_000, amount: 3_333, back_on_shelf: false },
  ]);
  assert.deepEqual([document.sale_id, document.member_id, document.total, document.rounding], ['sale', 'member', 3_333, -33]);
  assert.equal(document.refunds[0].amount, document.total + document.rounding);
  assert.equal('approvals' in document, false);
});

test('without a receipt no sale is named', () => {
  const draft = new Draft([line(null, 1_000, 500)], true);
  const paid = refundsOf(500, [], 'cash', DOWN);
  const document = returnDocument(NUMBERS, {
    ...BACK, receipt: null, memberId: 'member', draft, paid, approvals: [{ action: 'return' }],
  });
  assert.deepEqual([document.sale_id, document.member_id], [null, 'member']);
  assert.equal(document.lines[0].sale_position, null);
  assert.equal(document.approvals.length, 1);
});

test('a correction moves one amount from one way to another and takes no number', () => {
  const document = correctionDocument(NUMBERS, {
    ...BACK, saleId: 'sale', from: 'cash', to: 'qris', amount: 500,
  });
  assert.deepEqual([document.from, document.to], [[{ kind: 'cash', amount: 500 }], [{ kind: 'qris', amount: 500 }]]);
  assert.equal(document.counter, undefined);
});
