import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NameIndex } from '../../static/pos/till/names.js';

const NAMES = [
  'Indomie Goreng 85 g', 'Mie Sedaap Goreng', 'Gula Pasir 1 kg', 'Kopi Gula Aren', 'Gulai Ayam',
  'Café Latté', 'Beras Pandan Wangi', 'Susu\nKental', 'Gula Merah',
];

function search(query, most = 9) {
  return new NameIndex(NAMES).search(query, most).map((position) => NAMES[position]);
}

test('any part of a name finds it', () => {
  assert.deepEqual(search('domi'), ['Indomie Goreng 85 g']);
  assert.deepEqual(search('85'), ['Indomie Goreng 85 g']);
});

test('names that begin so come first, then words that do, then the rest', () => {
  assert.deepEqual(search('gula'), ['Gula Pasir 1 kg', 'Gulai Ayam', 'Gula Merah', 'Kopi Gula Aren']);
  assert.deepEqual(search('mie'), ['Mie Sedaap Goreng', 'Indomie Goreng 85 g']);
});

test('every word counts, in any order', () => {
  assert.deepEqual(search('goreng mie sed'), ['Mie Sedaap Goreng']);
  assert.deepEqual(search('pasir gula'), ['Gula Pasir 1 kg']);
  assert.deepEqual(search('gula zzz'), []);
});

test('case and accents do not matter', () => {
  assert.deepEqual(search('CAFE latte'), ['Café Latté']);
});

test('nothing is found by nothing, and a name keeps to its own line', () => {
  assert.deepEqual(search('  '), []);
  assert.deepEqual(search('susu kental'), ['Susu\nKental']);
  assert.deepEqual(search('wangi susu'), []);
});

test('only so many are answered', () => {
  assert.equal(search('g', 2).length, 2);
});

test('an empty list has no names', () => {
  assert.deepEqual(new NameIndex([]).search('gula', 8), []);
});

test('a query that grows finds what it would have found at once, as do other queries', () => {
  const many = Array.from({ length: 3000 }, (_, n) => `${NAMES[n % NAMES.length]} ${n}`);
  const growing = new NameIndex(many);
  for (const query of ['g', 'gu', 'gul', 'gula', 'gula p', 'gula pa', 'mie', 'mie 10', 'g 299', 'in']) {
    const at_once = new NameIndex(many).search(query, 5000);
    const words = query.split(' ');
    const all = many.flatMap((name, n) => (words.every((w) => name.toLowerCase().includes(w)) ? [n] : []));
    const found = growing.search(query, 5000);
    if (all.length < 400) {
      assert.deepEqual([...found].sort((a, b) => a - b), all, query);
      assert.deepEqual(found.length, at_once.length, query);
    }
    assert.ok(found.every((position) => all.includes(position)), query);
    assert.ok(found.length > 0, query);
  }
});
