import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Burst, fewest, wholeScan } from '../../static/pos/till/scanner.js';

/** Type text with so many milliseconds between characters; when it ends and what came of it. */
function type(burst, text, gap, start = 0) {
  let at = start;
  for (const character of text) {
    burst.character(character, at);
    at += gap;
  }
  return at;
}

test('a scanner types a code within a second and a half', () => {
  const burst = new Burst();
  assert.equal(burst.end(type(burst, '8998866200301', 5)), '8998866200301');
});

test('a hundred milliseconds between characters is still a scanner', () => {
  const burst = new Burst();
  assert.equal(burst.end(type(burst, '89988662', 100)), '89988662');
});

test('the gap before Enter does not count as a pause', () => {
  const burst = new Burst();
  const at = type(burst, '8998866200301', 5);
  assert.equal(burst.end(at + 900), '8998866200301');
});

test('a person types more slowly', () => {
  const burst = new Burst();
  assert.equal(burst.end(type(burst, '8998866200301', 150)), null);
});

test('quick letters and Enter long after them are a person thinking', () => {
  const burst = new Burst();
  assert.equal(burst.end(type(burst, 'gula', 60) + 2000), null);
});

test('a scan after slow typing is the scan alone', () => {
  const burst = new Burst();
  const at = type(burst, 'gul', 300);
  assert.equal(burst.end(type(burst, '8998866200301', 5, at)), '8998866200301');
});

test('three characters are not a scan, four are', () => {
  const burst = new Burst();
  assert.equal(burst.end(type(burst, '123', 5)), null);
  assert.equal(burst.end(type(burst, '1234', 5)), '1234');
});

test('in a field for amounts a fast number stays a number', () => {
  const burst = new Burst();
  assert.equal(burst.end(type(burst, '50000', 30), 8), null);
  assert.equal(burst.end(type(burst, '8998866200301', 5), 8), '8998866200301');
});

test('a card scanned where money is typed is a card, an amount is an amount', () => {
  assert.equal(fewest('AGT0001', 'amount'), 4);
  for (const amount of ['50000', '70rb', '1,5jt', '5k', 'rp50000']) assert.equal(fewest(amount, 'amount'), 8, amount);
  assert.equal(fewest('AGT0001', 'other'), 8);
  assert.equal(fewest('5000', 'line'), 4);
});

test('nothing is left over for the next one', () => {
  const burst = new Burst();
  burst.end(type(burst, '8998866200301', 5));
  assert.equal(burst.end(100), null);
});

test('the first character is told apart, so that the field can be put back', () => {
  const burst = new Burst();
  assert.equal(burst.character('8', 0), true);
  assert.equal(burst.character('9', 5), false);
  assert.equal(burst.character('9', 500), true);
});

const KNOWN = new Set(['8998866200301', '3*8998866200301', '1001']);
const isKnown = (line) => KNOWN.has(line);

test('a multiplier typed before belongs to the scan', () => {
  assert.equal(wholeScan('3*', '8998866200301', isKnown), '3*8998866200301');
  assert.equal(wholeScan('3* ', '999', isKnown), '3* 999');
});

test('a code that the scanner broke off is put together', () => {
  assert.equal(wholeScan('89988', '66200301', isKnown), '8998866200301');
  assert.equal(wholeScan('3*8998', '866200301', isKnown), '3*8998866200301');
  assert.equal(wholeScan('12345', '67890', isKnown), '1234567890');
});

test('letters that somebody gave up on are not part of a scan', () => {
  assert.equal(wholeScan('gul', '8998866200301', isKnown), '8998866200301');
  assert.equal(wholeScan('gul', '999999', isKnown), '999999');
});
