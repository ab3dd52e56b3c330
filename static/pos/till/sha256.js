/**
 * SHA-256 and HMAC in plain JavaScript: `crypto.subtle` is missing on a page that came by plain
 * http, and there too a till must be able to hand over what it has not sent. Pure.
 */

const ROUNDS = constants(64, 1 / 3);
const START = constants(8, 1 / 2);
const BLOCK = 64;

/** @param {Uint8Array} bytes @returns {Uint8Array} 32 bytes */
export function sha256(bytes) {
  const state = START.slice();
  const words = new Uint32Array(64);
  const padded = pad(bytes);
  for (let at = 0; at < padded.byteLength; at += BLOCK) {
    for (let n = 0; n < 16; n += 1) words[n] = padded.getUint32(at + n * 4);
    stir(state, words);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, n) => digest.setUint32(n * 4, word));
  return new Uint8Array(digest.buffer);
}

/** HMAC-SHA-256 (RFC 2104). */
export function hmac(key, bytes) {
  const block = new Uint8Array(BLOCK);
  block.set(key.length > BLOCK ? sha256(key) : key);
  const inner = sha256(joined(block.map((byte) => byte ^ 0x36), bytes));
  return sha256(joined(block.map((byte) => byte ^ 0x5c), inner));
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function stir(state, words) {
  for (let n = 16; n < 64; n += 1) {
    const [a, b] = [words[n - 15], words[n - 2]];
    const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    words[n] = (words[n - 16] + s0 + words[n - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let n = 0; n < 64; n += 1) {
    const choice = (e & f) ^ (~e & g);
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + ROUNDS[n] + words[n]) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, n) => { state[n] = (state[n] + word) | 0; });
}

function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}

/** The message, a one bit, zeros, and its length in bits. */
function pad(bytes) {
  const padded = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(padded.byteLength - 8, Math.floor(bytes.length / 2 ** 29));
  padded.setUint32(padded.byteLength - 4, (bytes.length << 3) >>> 0);
  return padded;
}

function joined(first, second) {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** The first 32 bits of the fractional parts of roots of the first primes (FIPS 180-4). */
function constants(count, power) {
  const found = [];
  for (let n = 2; found.length < count; n += 1) {
    if (isPrime(n)) found.push(((n ** power % 1) * 2 ** 32) | 0);
  }
  return found;
}

function isPrime(n) {
  for (let by = 2; by * by <= n; by += 1) if (n % by === 0) return false;
  return true;
}
