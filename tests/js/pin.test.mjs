import assert from 'node:assert/strict';
import { test } from 'node:test';

import { canUnlock, keepPin, prunePins, tryPin } from '../../static/pos/till/pin.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T09:00:00Z');
const SARI = { id: 'sari', name: 'Sari', permissions: ['sell'], pin_mark: 'm1' };
const RULES = { hours: 72, marks: new Map([['sari', 'm1'], ['joko', 'm2']]) };

class MemoryStore {
  kept = new Map();

  async get(key) { return this.kept.get(key); }

  async change(key, change) {
    this.kept.set(key, structuredClone(change(this.kept.get(key))));
    return this.kept.get(key);
  }
}

async function storeWithSari() {
  const store = new MemoryStore();
  await keepPin(store, SARI, '2580', NOW);
  return store;
}

const attempt = (store, pin, at = NOW, rules = RULES) => tryPin(store, rules, 'sari', pin, at);

test('the right PIN gives the operator as the server gave it, the wrong one nothing', async () => {
  const store = await storeWithSari();
  assert.deepEqual(await attempt(store, '2580'), { operator: { id: 'sari', name: 'Sari', permissions: ['sell'] } });
  assert.deepEqual(await attempt(store, '2581'), { why: 'wrong' });
  assert.deepEqual(await tryPin(store, RULES, 'joko', '2580', NOW), { why: 'unknown' });
});

test('neither the PIN nor the same bytes for the same PIN are kept', async () => {
  const [one, other] = [await storeWithSari(), await storeWithSari()];
  const [a, b] = [one, other].map((store) => store.kept.get('pins').sari);
  assert.ok(!JSON.stringify(a).includes('2580'));
  assert.notDeepEqual(a.verifier, b.verifier);
});

test('it holds for the hours of the setting since the last sign-in, and never with 0', async () => {
  const store = await storeWithSari();
  assert.ok((await attempt(store, '2580', NOW + 71.9 * HOUR)).operator);
  assert.deepEqual(await attempt(store, '2580', NOW + 72 * HOUR), { why: 'unknown' });
  assert.deepEqual(await attempt(await storeWithSari(), '2580', NOW, { ...RULES, hours: 0 }), { why: 'unknown' });
});

test('setting the clock back does not lengthen it', async () => {
  const store = await storeWithSari();
  await attempt(store, '2580', NOW + 73 * HOUR);
  assert.deepEqual(await attempt(store, '2580', NOW + HOUR), { why: 'unknown' });
});

test('a clock that is a day slow does not lock anybody out', async () => {
  assert.ok((await attempt(await storeWithSari(), '2580', NOW - 24 * HOUR)).operator);
});

test('once the clock has been years ahead, the next sign-in with the server puts it right', async () => {
  const store = await storeWithSari();
  await attempt(store, '2580', NOW + 10 * 365 * 24 * HOUR);
  await keepPin(store, SARI, '2580', NOW + HOUR);
  assert.ok((await attempt(store, '2580', NOW + 2 * HOUR)).operator);
});

test('after five wrong tries there is a wait that doubles', async () => {
  const store = await storeWithSari();
  for (let n = 0; n < 5; n += 1) assert.equal((await attempt(store, '0000')).why, 'wrong');
  assert.deepEqual(await attempt(store, '2580', NOW + 1_000), { why: 'locked', seconds: 29 });
  assert.equal((await attempt(store, '0000', NOW + 30_000)).why, 'wrong');
  assert.deepEqual(await attempt(store, '2580', NOW + 30_001), { why: 'locked', seconds: 60 });
  assert.ok((await attempt(store, '2580', NOW + 91_000)).operator);
  assert.equal((await attempt(store, '0000', NOW + 91_001)).why, 'wrong', 'the count began anew');
});

test('turning the clock does not shorten the wait, nor make it endless', async () => {
  const store = await storeWithSari();
  for (let n = 0; n < 5; n += 1) await attempt(store, '0000');
  assert.equal((await attempt(store, '2580', NOW - 10 * HOUR)).why, 'locked');
  assert.ok((await attempt(store, '2580', NOW - 10 * HOUR + 31_000)).operator);
});

test('a try is counted before it is looked at', async () => {
  const store = await storeWithSari();
  const looking = attempt(store, '2580');
  await Promise.resolve();
  assert.equal(store.kept.get('pins').sari.failures, 1);
  await looking;
  assert.equal(store.kept.get('pins').sari.failures, 0);
});

test('a changed PIN and a clerk who left are forgotten', async () => {
  const store = await storeWithSari();
  const changed = { hours: 72, marks: new Map([['sari', 'another']]) };
  assert.deepEqual(await attempt(store, '2580', NOW, changed), { why: 'unknown' });
  await prunePins(store, { hours: 72, marks: new Map() });
  assert.equal(store.kept.get('pins').sari, undefined);
});

test('who could unlock', async () => {
  const store = await storeWithSari();
  assert.equal(await canUnlock(store, RULES, null, NOW), true);
  assert.equal(await canUnlock(store, RULES, 'joko', NOW), false);
  assert.equal(await canUnlock(store, RULES, null, NOW + 80 * HOUR), false);
  assert.equal(await canUnlock(new MemoryStore(), RULES, null, NOW), false);
});
