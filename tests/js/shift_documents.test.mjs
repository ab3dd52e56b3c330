/** What a till sends about its drawer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cashMoveDocument, drawerOpenedDocument, shiftCloseDocument } from '../../static/pos/till/documents.js';

const NUMBERS = { series: 'A', counter: 124, sequence: 140 };
const AT = new Date('2026-11-22T10:05:06.007Z');
const HEADER = { series: 'A', sequence: 140, operator_id: 'rani', at: '2026-11-22T10:05:06.007Z' };

test('a cash move takes a receipt number', () => {
  const move = {
    id: 'move', at: AT, till: { code: 'WSB-T1' }, operatorId: 'rani', shiftId: 'shift',
    direction: 'out', purpose: 'expense', account: '6-1020', amount: 30000, reason: 'token listrik',
    approvals: [],
  };
  assert.deepEqual(cashMoveDocument(NUMBERS, move), {
    id: 'move', kind: 'cash_move', ...HEADER, shift_id: 'shift', number: 'WSB-T1-A-000124',
    counter: 124, direction: 'out', purpose: 'expense', account: '6-1020', amount: 30000,
    reason: 'token listrik', approvals: [],
  });
});

test('an opened drawer takes none', () => {
  const opened = { id: 'open', at: AT, operatorId: 'rani', shiftId: 'shift', reason: 'tukar', approvals: [] };
  assert.deepEqual(drawerOpenedDocument(NUMBERS, opened), {
    id: 'open', kind: 'drawer_opened', ...HEADER, shift_id: 'shift', reason: 'tukar', approvals: [],
  });
});

test('a count says what it is made of, who watched and what is still here', () => {
  const approval = { action: 'count', method: 'pin', by: 'joko', code: 'x' };
  const closed = shiftCloseDocument(NUMBERS, {
    id: 'end', operatorId: 'rani', at: AT, shiftId: 'shift', counted: 205000, reason: 'tukar',
    pieces: [{ denomination: 100000, pieces: 2 }, { denomination: 5000, pieces: 1 }],
    slips: [{ kind: 'qris', amount: 7000 }], unsent: 3, approvals: [approval],
  });
  assert.deepEqual(closed, {
    id: 'end', kind: 'shift_close', ...HEADER, shift_id: 'shift', counted: 205000, reason: 'tukar',
    pieces: [{ denomination: 100000, pieces: 2 }, { denomination: 5000, pieces: 1 }],
    slips: [{ kind: 'qris', amount: 7000 }], unsent: 3, approvals: [approval],
  });
});
