// The links that Python and the till share; tests/pos/test_receipt_links.py runs the same file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { isOpenFor, linkOf, reachOf, receiptUrl } from '../../static/pos/till/receipt_links.js';

const file = new URL('../vectors/receipt_links.json', import.meta.url);

for (const { name, given, expect } of JSON.parse(readFileSync(file, 'utf8')).cases) {
  test(`link: ${name}`, () => {
    assert.equal(linkOf(given.token, given.sale_id), expect);
  });
}

test('a link goes to the public address, else to where the till is', () => {
  const here = { origin: 'http://192.168.1.5:8000', root: '/contoh' };
  assert.equal(receiptUrl('a.b', { address: '', ...here }), 'http://192.168.1.5:8000/contoh/s/a.b');
  assert.equal(receiptUrl('a.b', { address: 'https://toko.id', ...here }), 'https://toko.id/contoh/s/a.b');
});

test('the clerk is told when no phone can open it', () => {
  const reach = (address, origin) => reachOf({ address, origin });
  assert.equal(reach('', 'http://127.0.0.1:8000'), 'nowhere');
  assert.equal(reach('', 'http://localhost:8000'), 'nowhere');
  assert.equal(reach('', 'http://[::1]:8000'), 'nowhere');
  assert.equal(reach('', 'https://toko.local:8443'), 'network');
  assert.equal(reach('https://toko.id', 'http://127.0.0.1:8000'), 'everywhere');
});

test('a link is open on its last day and closed on the next', () => {
  assert.equal(isOpenFor(90, '2026-01-01', '2026-01-01'), true);
  assert.equal(isOpenFor(90, '2026-01-01', '2026-04-01'), true);
  assert.equal(isOpenFor(90, '2026-01-01', '2026-04-02'), false);
  assert.equal(isOpenFor(0, '2026-01-01', '2026-01-01'), false);
});
