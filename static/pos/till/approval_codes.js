/**
 * One-time codes that a manager reads out over the telephone. Pure; pos/approvals/codes.py is its
 * twin, tests/vectors/approval_codes.json are the cases of both.
 */

const DIGITS = 6;
const PURPOSE = 'lumbung approval code 1';
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/** False where the page is neither https nor localhost: then only the server can check a code. */
export function canCheck() {
  return globalThis.crypto?.subtle !== undefined;
}

/** The code for one action, its amount in rupiah, and the challenge. @returns {Promise<string>} */
export async function codeFor(token, action, amount, challenge) {
  const hash = await crypto.subtle.digest('SHA-256', bytes(token));
  const key = await sign(hash, PURPOSE);
  const digest = new Uint8Array(await sign(key, `${action}|${amount}|${challenge}`));
  const offset = digest[digest.length - 1] & 0x0f;
  const number = new DataView(digest.buffer).getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** Four digits that were not shown before. */
export function newChallenge() {
  const [number] = crypto.getRandomValues(new Uint16Array(1));
  return String(number % 10_000).padStart(4, '0');
}

async function sign(secret, message) {
  const key = await crypto.subtle.importKey('raw', secret, HMAC, false, ['sign']);
  return crypto.subtle.sign('HMAC', key, bytes(message));
}

function bytes(text) {
  return new TextEncoder().encode(text);
}
