import assert from 'node:assert/strict';
import { test } from 'node:test';

import { howMuchInside } from '../../static/pos/till/in_store.js';

const pack = (base_unit, factor) => ({ base_unit, factor });

test('grams are so much of the pack, whatever its unit', () => {
  assert.deepEqual(howMuchInside({ weight: 750 }, pack('kg', 1000)), { quantity: 750 });
  assert.deepEqual(howMuchInside({ weight: 750 }, pack('ons', 1000)), { quantity: 7500 });
  assert.deepEqual(howMuchInside({ weight: 750 }, pack('gram', 1000)), { quantity: 750_000 });
  assert.deepEqual(howMuchInside({ weight: 750 }, pack('kg', 25_000)), { quantity: 30 });
  assert.deepEqual(howMuchInside({ weight: 750 }, pack('KG', 1000)), { quantity: 750 });
});

test('a price is asked for exactly', () => {
  assert.deepEqual(howMuchInside({ price: 15_000 }, pack('pcs', 1000)), { asked_amount: 15_000 });
});

test('what cannot be reckoned is a line to settle', () => {
  assert.equal(howMuchInside({ weight: 750 }, pack('pcs', 1000)), null);
  assert.equal(howMuchInside({ weight: 0 }, pack('kg', 1000)), null);
  assert.equal(howMuchInside({ price: 0 }, pack('kg', 1000)), null);
});
