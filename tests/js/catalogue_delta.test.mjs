import assert from 'node:assert/strict';
import { test } from 'node:test';

import { brought } from '../../static/pos/till/catalogue_delta.js';

const pack = (id, product, name) => ({ id, product_id: product, name });
const HERE = {
  version: 'v1',
  settings: { a: 1 },
  packs: [pack('1', 'p', 'Air'), pack('2', 'q', 'Mie'), pack('3', 'q', 'Mie')],
  members: [{ id: 'x', number: '2' }, { id: 'y', number: '10' }],
};

test('everything takes the place of everything', () => {
  const whole = { version: 'v2', packs: [], members: [] };
  assert.equal(brought(HERE, whole), whole);
  assert.equal(brought(null, whole), whole);
});

test('changed products come with all their packs, gone ones are forgotten', () => {
  const delta = {
    version: 'v2', since: 'v1', settings: { a: 2 },
    replaces: { products: ['q', 'r', 'gone'], members: [] },
    packs: [pack('2', 'q', 'Mie goreng'), pack('4', 'r', 'Beras')], members: [],
  };
  const whole = brought(HERE, delta);
  assert.deepEqual(whole.packs.map(({ id }) => id), ['1', '4', '2']);
  assert.deepEqual([whole.version, whole.settings.a, whole.since, whole.replaces], ['v2', 2, undefined, undefined]);
  assert.equal(HERE.packs.length, 3, 'what is here is not touched');
});

test('packs of one product keep their order, members go by number', () => {
  const delta = {
    version: 'v2', since: 'v1', replaces: { products: ['q'], members: ['x'] },
    packs: [pack('3', 'q', 'Mie'), pack('2', 'q', 'Mie')], members: [{ id: 'z', number: '9' }],
  };
  const whole = brought(HERE, delta);
  assert.deepEqual(whole.packs.map(({ id }) => id), ['1', '3', '2']);
  assert.deepEqual(whole.members.map(({ id }) => id), ['z', 'y']);
});

test('a part of another version is never put in', () => {
  const delta = { version: 'v3', since: 'v2', replaces: { products: [], members: [] }, packs: [], members: [] };
  assert.equal(brought(HERE, delta), null);
  assert.equal(brought(null, delta), null);
});
