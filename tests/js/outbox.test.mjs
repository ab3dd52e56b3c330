import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Outbox, pauseAfter, verdict } from '../../static/pos/till/outbox.js';

const SALE = { order: 1, id: 'a', kind: 'sale', path: '/sales', body: '{}' };

test('only 200, 201 and a stored 422 let a document go', () => {
  assert.equal(verdict(SALE, { status: 201, answer: { id: 'a' } }), 'booked');
  assert.equal(verdict(SALE, { status: 200, answer: { id: 'a' } }), 'booked');
  assert.equal(verdict(SALE, { status: 422, answer: { stored: true } }), 'held');
  for (const status of [0, 202, 204, 301, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503]) {
    assert.equal(verdict(SALE, { status, answer: { id: 'a', stored: true } }), 'unknown', String(status));
  }
  assert.equal(verdict(SALE, { status: 422, answer: { stored: false } }), 'unknown');
  assert.equal(verdict(SALE, { status: 422, answer: null }), 'unknown');
});

test('a hotspot that answers 200 to everything has booked nothing', () => {
  assert.equal(verdict(SALE, { status: 200, answer: null }), 'unknown');
  assert.equal(verdict(SALE, { status: 200, answer: { welcome: true } }), 'unknown');
  assert.equal(verdict(SALE, { status: 200, answer: { id: 'another' } }), 'unknown');
});

test('pauses grow, within half a minute and a bit', () => {
  assert.equal(pauseAfter(1, 0.5), 1000);
  assert.equal(pauseAfter(2, 0.5), 2000);
  assert.equal(pauseAfter(5, 0.5), 16000);
  assert.equal(pauseAfter(500, 0.5), 30000);
  assert.ok(pauseAfter(3, 0) < pauseAfter(3, 1));
});

/** The outbox of a page, kept in memory instead of IndexedDB. */
class MemoryStore {
  entries = [];
  held = [];

  async firstToSend() { return this.entries[0] ?? null; }

  async remove(entry) { this.entries = this.entries.filter((other) => other !== entry); }

  async hold(entry) {
    this.held.push(entry.id);
    await this.remove(entry);
  }
}

/** Send these through replies that come one after another; what was sent, in order. */
async function sendAll(ids, replies) {
  const store = new MemoryStore();
  const sent = [];
  store.entries = ids.map((id, n) => ({ order: n, id, body: `body of ${id}` }));
  const outbox = new Outbox(store, async (entry) => {
    sent.push([entry.id, entry.body]);
    const reply = replies.shift() ?? { status: 201 };
    if (reply === 'silence') throw new Error('no answer');
    return { answer: reply.status < 300 ? { id: entry.id } : reply.answer ?? null, ...reply };
  }, {
    onChange: () => store.entries.length === 0 && outbox.stop(),
    onBooked: () => {}, onHeld: () => {}, onUnknown: () => outbox.wake(),
  });
  await outbox.start('test');
  return { sent: sent.map(([id]) => id), bodies: new Set(sent.map(([, body]) => body)), held: store.held };
}

test('documents go in order, one at a time', async () => {
  const { sent } = await sendAll(['a', 'b', 'c'], []);
  assert.deepEqual(sent, ['a', 'b', 'c']);
});

test('what is unknown is sent again, the same, before anything after it', async () => {
  const { sent, bodies } = await sendAll(['a', 'b'], [
    { status: 502 }, 'silence', { status: 401 }, { status: 200 }, { status: 500 }, { status: 201 },
  ]);
  assert.deepEqual(sent, ['a', 'a', 'a', 'a', 'b', 'b']);
  assert.equal(bodies.size, 2);
});

test('what is held lets the others pass', async () => {
  const { sent, held } = await sendAll(['a', 'b'], [{ status: 422, answer: { stored: true } }]);
  assert.deepEqual(sent, ['a', 'b']);
  assert.deepEqual(held, ['a']);
});
