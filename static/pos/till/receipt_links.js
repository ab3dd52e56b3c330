/**
 * The link to a sale's receipt on the buyer's phone, made here without asking anybody. Pure;
 * pos/e_receipts/links.py is its twin, tests/vectors/receipt_links.json are the cases of both.
 */
import { hmac, sha256 } from './sha256.js';

const SECRET_BYTES = 16;
const PURPOSE = 'lumbung receipt link 1';
/** Of this computer only: no phone can open it. */
const OWN = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `<id>.<secret>`: whoever does not have the till's token cannot make it. */
export function linkOf(token, saleId) {
  const id = Uint8Array.from(saleId.replaceAll('-', '').match(/../g), (pair) => parseInt(pair, 16));
  const key = hmac(sha256(utf8(token)), utf8(PURPOSE));
  return `${written(id)}.${written(hmac(key, id).slice(0, SECRET_BYTES))}`;
}

/**
 * What the QR code says.
 * @param {string} address the setting of the shop; empty: where this till is open
 * @param {{origin: string, root: string}} here
 */
export function receiptUrl(link, { address, origin, root }) {
  return `${address || origin}${root}/s/${link}`;
}

/**
 * Whose phone can open it.
 * @returns {'everywhere'|'network'|'nowhere'}
 */
export function reachOf({ address, origin }) {
  if (OWN.has(new URL(address || origin).hostname)) return 'nowhere';
  return address ? 'everywhere' : 'network';
}

/** Whole days since a sale, by the calendar of its shop: ISO days. */
export function isOpenFor(days, soldOn, today) {
  return days > 0 && (Date.parse(today) - Date.parse(soldOn)) / 86_400_000 <= days;
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

function written(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
