/**
 * A clerk's PIN while the server is away: checked against what this till kept when the clerk last
 * signed in here with the server. docs/adr/0010 says what a thief of the tablet gets from it.
 *
 * Only on https or localhost: without `crypto.subtle` nothing is kept, and PINs need the server.
 */

const KEY = 'pins';
const ITERATIONS = 600_000;
const HOUR = 3_600_000;
/** The same as the server's: core/operators.py. */
const FREE_TRIES = 5;
const FIRST_LOCK = 30_000;
const LONGEST_LOCK = HOUR;

/**
 * @typedef {{operator: object, salt: Uint8Array, verifier: Uint8Array, mark: string, kept_at: number,
 *   failures: number, failed_at: number}} KeptPin
 * @typedef {{hours: number, marks: Map<string, string>}} Rules how long a PIN holds, and the mark
 *   of each clerk's present PIN by the clerk's id
 */

/** Whether this page may keep anything a PIN can be checked with. */
export function keepsPins() {
  return globalThis.crypto?.subtle !== undefined;
}

/** Keep what the PIN can be checked with; called after the server itself has found it right. */
export async function keepPin(store, { pin_mark: mark, ...operator }, pin, now = Date.now()) {
  if (!keepsPins()) return;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const verifier = await stretched(pin, salt);
  const kept = { operator, salt, verifier, mark, kept_at: now, failures: 0, failed_at: 0 };
  // The server was there: what the clock says now counts, whatever it said before.
  await store.change(KEY, (pins) => ({ ...pins, [operator.id]: kept, seen_at: now }));
}

/** Whether anybody, or this clerk, could sign in here now without the server. */
export async function canUnlock(store, rules, operatorId = null, now = Date.now()) {
  const pins = (await store.get(KEY)) ?? {};
  const asked = operatorId === null ? [...rules.marks.keys()] : [operatorId];
  return asked.some((id) => holds(pins[id], pins, rules, now));
}

/**
 * Try a PIN. The try is counted, on the disk, before it is looked at.
 * @returns {Promise<{operator?: object, why?: 'unknown'|'wrong'|'locked', seconds?: number}>}
 */
export async function tryPin(store, rules, operatorId, pin, now = Date.now()) {
  let locked = 0;
  const pins = await store.change(KEY, (before = {}) => {
    const own = before[operatorId];
    if (!holds(own, before, rules, now)) return seen(before, now);
    locked = lockedFor(own, now);
    const counted = locked > 0 ? remembered(own, now) : { ...own, failures: own.failures + 1, failed_at: now };
    return seen({ ...before, [operatorId]: counted }, now);
  });
  const own = pins[operatorId];
  if (!holds(own, pins, rules, now)) return { why: 'unknown' };
  if (locked > 0) return { why: 'locked', seconds: Math.ceil(locked / 1000) };
  if (!same(await stretched(pin, own.salt), own.verifier)) return { why: 'wrong' };
  await store.change(KEY, (before) => ({ ...before, [operatorId]: { ...own, failures: 0, failed_at: 0 } }));
  return { operator: own.operator };
}

/** Forget the clerks who left and the PINs that were changed. */
export async function prunePins(store, rules) {
  const pins = await store.get(KEY);
  const stale = Object.entries(pins ?? {}).filter(([id, own]) => own.mark && rules.marks.get(id) !== own.mark);
  if (!stale.length) return;
  await store.change(KEY, (before) => {
    const left = { ...before };
    for (const [id] of stale) delete left[id];
    return left;
  });
}

/** Kept here, still the clerk's PIN, and not too old. */
function holds(own, pins, { hours, marks }, now) {
  if (!own?.mark || marks.get(own.operator.id) !== own.mark) return false;
  return latest(pins, now) - own.kept_at < hours * HOUR;
}

/** Milliseconds until the next try; a clock that was set back begins the wait anew, no more. */
function lockedFor({ failures, failed_at: failedAt }, now) {
  const beyond = failures - FREE_TRIES;
  if (beyond < 0) return 0;
  const wait = Math.min(FIRST_LOCK * 2 ** Math.min(beyond, 20), LONGEST_LOCK);
  return now < failedAt ? wait : Math.max(failedAt + wait - now, 0);
}

function remembered(own, now) {
  return now < own.failed_at ? { ...own, failed_at: now } : own;
}

/** The latest time this till has seen: setting the clock back does not lengthen anything. */
function latest(pins, now) {
  return Math.max(now, pins.seen_at ?? 0);
}

function seen(pins, now) {
  return { ...pins, seen_at: latest(pins, now) };
}

async function stretched(pin, salt) {
  const { subtle } = crypto;
  const key = await subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS };
  return new Uint8Array(await subtle.deriveBits(how, key, 256));
}

function same(a, b) {
  return a.length === b.length && a.reduce((differs, byte, n) => differs | (byte ^ b[n]), 0) === 0;
}
