import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keyName, printed, whyNot } from '../../static/pos/till/key_choice.js';

const keys = { pay: 'F9', exact: 'F8', qris: 'Q' };

test('a key has one name, with the shift or without, and the pad its own', () => {
  assert.equal(keyName({ key: 'q', code: 'KeyQ' }), 'Q');
  assert.equal(keyName({ key: 'Q', code: 'KeyQ' }), 'Q');
  assert.equal(keyName({ key: 'F9', code: 'F9' }), 'F9');
  assert.equal(keyName({ key: '+', code: 'NumpadAdd' }), 'NumpadAdd');
  assert.equal(printed('NumpadAdd'), 'Num +');
  assert.equal(printed('F9'), 'F9');
});

test('keys that the browser owns are refused', () => {
  for (const name of ['F1', 'F5', 'F6', 'F11', 'F12']) {
    assert.equal(whyNot(name, { keys, action: 'pay', isLetter: false }), 'browser');
  }
});

test('a key belongs to one action', () => {
  assert.equal(whyNot('F8', { keys, action: 'pay', isLetter: false }), 'taken');
  assert.equal(whyNot('F9', { keys, action: 'pay', isLetter: false }), null);
  assert.equal(whyNot('NumpadAdd', { keys, action: 'pay', isLetter: false }), null);
});

test('what writes, confirms or moves is no key', () => {
  for (const name of ['Enter', 'Tab', 'Escape', 'ArrowUp', 'Backspace', 'Shift', '5', '*', '/']) {
    assert.equal(whyNot(name, { keys, action: 'pay', isLetter: false }), 'impossible', name);
  }
});

test('a letter is a key while an amount is typed, unless amounts go on with it', () => {
  assert.equal(whyNot('X', { keys, action: 'qris', isLetter: true }), null);
  assert.equal(whyNot('X', { keys, action: 'pay', isLetter: false }), 'letter');
  for (const name of ['R', 'K', 'J', 'I']) {
    assert.equal(whyNot(name, { keys, action: 'qris', isLetter: true }), 'letter');
  }
});
