import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';

import { fileName, outboxFile } from '../../static/pos/till/outbox_file.js';
import { hex, hmac, sha256 } from '../../static/pos/till/sha256.js';

const bytes = (text) => new TextEncoder().encode(text);

test('SHA-256 of everything around a block is what the platform says', () => {
  for (const length of [0, 1, 31, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 70_000]) {
    const text = 'ä€x'.repeat(length).slice(0, length);
    assert.equal(hex(sha256(bytes(text))), createHash('sha256').update(text).digest('hex'), String(length));
  }
});

test('HMAC with short and long keys is what the platform says', () => {
  for (const key of ['', 'k', 'k'.repeat(64), 'k'.repeat(65), 'k'.repeat(200)]) {
    assert.equal(hex(hmac(bytes(key), bytes('isi'))), createHmac('sha256', key).update('isi').digest('hex'));
  }
});

test('the file holds every body byte for byte, in order, and a signature over all before it', () => {
  const device = { token: 'rahasia', till: { id: 't', code: 'WSB-T1' } };
  const entries = [
    { order: 1, id: 'a', kind: 'shift_open', path: '/shifts', body: '{"float":1}' },
    { order: 2, id: 'b', kind: 'sale', path: '/sales', body: '{"name":"é\\n"}' },
  ];
  const text = outboxFile(device, entries, new Date('2026-11-22T09:30:00Z'));
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines[0], {
    format: 'lumbung-outbox-1', till_id: 't', till: 'WSB-T1', at: '2026-11-22T09:30:00.000Z', count: 2,
  });
  assert.deepEqual(lines.slice(1, 3).map(({ id, body }) => [id, body]), entries.map(({ id, body }) => [id, body]));
  const secret = createHash('sha256').update('rahasia').digest();
  const key = createHmac('sha256', secret).update('lumbung-outbox-1').digest();
  const signed = text.slice(0, text.trimEnd().lastIndexOf('\n') + 1);
  assert.equal(lines[3].signature, createHmac('sha256', key).update(signed).digest('hex'));
});

test('the name of the file says which till and when', () => {
  assert.equal(fileName('WSB-T1', new Date('2026-11-22T09:30:59Z')), 'belum-terkirim-WSB-T1-20261122-0930.jsonl');
});
