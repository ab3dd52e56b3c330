/**
 * What is not sent yet, as a file for a USB stick: JSON lines, the last one signed with a key
 * that only this till and the server have. pos/offline/files.py reads it. Pure.
 */
import { hex, hmac, sha256 } from './sha256.js';

const FORMAT = 'lumbung-outbox-1';

/**
 * @param {{token: string, till: {id: string, code: string}}} device
 * @param {{id: string, kind: string, body: string}[]} entries in the order they are to be sent
 */
export function outboxFile({ token, till }, entries, at) {
  const head = { format: FORMAT, till_id: till.id, till: till.code, at: at.toISOString(), count: entries.length };
  const lines = [head, ...entries.map(({ id, kind, body }) => ({ id, kind, body }))];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return `${text}${JSON.stringify({ signature: signature(token, text) })}\n`;
}

/** The server keeps the token's SHA-256 only: the key is made from that. */
export function signature(token, text) {
  const bytes = (words) => new TextEncoder().encode(words);
  const key = hmac(sha256(bytes(token)), bytes(FORMAT));
  return hex(hmac(key, bytes(text)));
}

/** `belum-terkirim-WSB-T1-20261122-0930.jsonl` */
export function fileName(code, at) {
  const moment = at.toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return `belum-terkirim-${code}-${moment}.jsonl`;
}
