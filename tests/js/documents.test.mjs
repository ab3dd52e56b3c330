import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Basket } from '../../static/pos/till/basket.js';
import { Payment } from '../../static/pos/till/payment.js';
import { receiptNumber, saleDocument, shiftCloseDocument, shiftOpenDocument } from '../../static/pos/till/documents.js';

const NUMBERS = { series: 'A', counter: 123, sequence: 140 };
const AT = new Date('2026-11-22T10:05:06.007Z');
const price = (amount) => [{ list: 'umum', shop: null, amount, from: '2026-01-01', to: null }];
const KECAP = { id: 'kecap', name: 'Kecap', unit: 'botol', fractions: false, prices: price(12765) };
const GULA = { id: 'gula', name: 'Gula', unit: 'kg', fractions: true, prices: price(17500) };

function filled() {
  const basket = new Basket(() => ({ shop: 'WSB', on: '2026-11-22', rounding: { unit: 100, mode: 'down' } }));
  basket.add(KECAP, '8999999100001');
  basket.add(GULA, null, { asked_amount: 10000 });
  return basket;
}

function sale(basket, given, { payment = new Payment(), ...more } = {}) {
  const { total } = basket;
  const { rounding } = basket.conditions();
  const { keep = null, approvals } = more;
  const paid = payment.settle({ total, rounding, given, keep });
  return saleDocument(NUMBERS, {
    id: 'the-id', till: { code: 'WSB-T1' }, operatorId: 'rani', shiftId: 'shift', at: AT, basket, paid, approvals,
  });
}

test('a sale adds up: lines to total, tenders to total and rounding, given to amount and change', () => {
  const document = sale(filled(), 50000);
  assert.deepEqual(document, {
    id: 'the-id', kind: 'sale', series: 'A', sequence: 140, operator_id: 'rani',
    at: '2026-11-22T10:05:06.007Z', shift_id: 'shift', number: 'WSB-T1-A-000123', counter: 123,
    member_id: null,
    lines: [
      { pack_id: 'kecap', unit_price: 12765, quantity: 1000, amount: 12765, barcode: '8999999100001' },
      { pack_id: 'gula', unit_price: 17500, quantity: 571, amount: 10000, asked_amount: 10000 },
    ],
    tenders: [{ kind: 'cash', amount: 22700, given: 50000, change: 27300 }],
    total: 22765, rounding: -65,
  });
});

test('a line says what was taken off, by which promotion, and whether its price was typed', () => {
  const promotions = [{
    id: 'p', name: 'Hemat', kind: 'amount', packs: ['kecap'], shop: null, for_members: false,
    from: '2026-11-01', to: null, percent: 0, amount: 765, count: 0, free: 0,
  }];
  const rounding = { unit: 100, mode: 'down' };
  const basket = new Basket(() => ({ shop: 'WSB', on: '2026-11-22', rounding, promotions }));
  basket.add(KECAP);
  basket.setPrice(basket.add(GULA).key, 16000);
  assert.deepEqual(sale(basket, 28000).lines, [
    { pack_id: 'kecap', unit_price: 12765, quantity: 1000, amount: 12000, discount: 765, promotion: 'p' },
    { pack_id: 'gula', unit_price: 16000, quantity: 1000, amount: 16000, override: true },
  ]);
});

test('paid in several ways: only cash is rounded and gives change', () => {
  const payment = new Payment();
  payment.add({ kind: 'qris', amount: 12000, confirmed: false });
  payment.add({ kind: 'kasbon', amount: 5000, due_on: '2026-12-22', approval: { action: 'credit', method: 'limit', by: null, code: '' } });
  const document = sale(filled(), 6000, { payment, approvals: payment.approvals });
  assert.deepEqual(document.tenders, [
    { kind: 'qris', amount: 12000, given: 12000, change: 0, confirmed: false },
    { kind: 'kasbon', amount: 5000, given: 5000, change: 0, due_on: '2026-12-22' },
    { kind: 'cash', amount: 5700, given: 6000, change: 300 },
  ]);
  assert.equal(document.rounding, -65);
  assert.deepEqual(document.approvals, [{ action: 'credit', method: 'limit', by: null, code: '' }]);
  assert.ok(!('kept' in document) && !('removed' in document));
});

test('change left on purpose is no rounding', () => {
  const document = sale(filled(), 23000, { keep: { kind: 'donation', amount: 300 } });
  assert.deepEqual(document.kept, { savings: 0, donation: 300 });
  assert.deepEqual(document.tenders, [{ kind: 'cash', amount: 23000, given: 23000, change: 0 }]);
  assert.equal(document.rounding, -65);
});

test('what was taken out again is told', () => {
  const basket = filled();
  basket.removed = [{ pack_id: 'kecap', quantity: 1000, amount: 12765 }];
  assert.deepEqual(sale(basket, 50000).removed, basket.removed);
});

test('a member is named', () => {
  const basket = filled();
  basket.setMember({ id: 'siti', number: '1', name: 'Siti', card: null });
  assert.equal(sale(basket, 50000).member_id, 'siti');
});

test('a receipt number keeps its six figures until they run out', () => {
  assert.equal(receiptNumber({ code: 'FLT-T2' }, { series: 'AB', counter: 7 }), 'FLT-T2-AB-000007');
  assert.equal(receiptNumber({ code: 'FLT-T2' }, { series: 'A', counter: 1234567 }), 'FLT-T2-A-1234567');
});

test('shifts take a sequence and no receipt number', () => {
  const opened = shiftOpenDocument(NUMBERS, { id: 'shift', operatorId: 'rani', at: AT, float: 200000 });
  assert.deepEqual(opened, {
    id: 'shift', kind: 'shift_open', series: 'A', sequence: 140, operator_id: 'rani',
    at: '2026-11-22T10:05:06.007Z', float: 200000,
  });
  const closed = shiftCloseDocument(NUMBERS, {
    id: 'end', operatorId: 'rani', at: AT, shiftId: 'shift', counted: 270000, reason: '',
  });
  assert.equal(closed.counted, 270000);
  assert.equal(closed.reason, null);
  assert.equal(closed.shift_id, 'shift');
  assert.ok(!('counter' in closed));
});
