// The codes that Python and the till share; tests/pos/test_approval_codes.py runs the same file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { codeFor, newChallenge } from '../../static/pos/till/approval_codes.js';

const file = new URL('../vectors/approval_codes.json', import.meta.url);

for (const { name, given, expect } of JSON.parse(readFileSync(file, 'utf8')).cases) {
  test(`code: ${name}`, async () => {
    const { token, action, amount, challenge } = given;
    assert.equal(await codeFor(token, action, amount, challenge), expect);
  });
}

test('a challenge has four digits and is not always the same', () => {
  const challenges = new Set(Array.from({ length: 50 }, newChallenge));
  for (const challenge of challenges) assert.match(challenge, /^\d{4}$/);
  assert.ok(challenges.size > 10);
});
