/** Finds a receipt: at the server, which knows all of the shop, or among this till's own. */
import { localDay } from '../../core/format.js';
import { Unreachable } from './api.js';
import { leastLeft } from './recent.js';
import { say } from './words.js';

const PATIENCE = 4_000;
const WHOLE = /^[A-Z]{3}-[A-Z0-9]{1,3}-[A-Z]{1,3}-\d{6,9}$/;
const DIGITS = /^\d{1,9}$/;

/** A typed number in full: `123` is one of this till's own series. */
export function fullNumber(typed, { till, series }) {
  const text = typed.trim().toUpperCase().replace(/\s+/g, '');
  if (WHOLE.test(text)) return text;
  return DIGITS.test(text) ? `${till.code}-${series}-${text.padStart(6, '0')}` : null;
}

/**
 * @param {import('./till.js').Till} till
 * @param {import('./recent.js').Recent} recent
 * @returns {Promise<{receipt: object|null, problem: string}>} `problem` is a sentence
 */
export async function findReceipt(till, recent, number) {
  const [theirs, ours] = await Promise.all([ask(till, number), recent.find(number)]);
  const found = theirs.receipt ? leastLeft(theirs.receipt, ours) : ours;
  if (!found) return { receipt: null, problem: theirs.problem };
  const { time_zone: zone } = till.catalogue.shop;
  const isToday = localDay(new Date(found.sale.sold_at), zone) === localDay(new Date(), zone);
  return { receipt: { ...found, isToday }, problem: '' };
}

async function ask(till, number) {
  if (!till.isOnline) return { receipt: null, problem: say('receipt_offline', { number }) };
  try {
    const { status, answer } = await till.api.get(`/receipts/${number}`, { patience: PATIENCE });
    if (status === 200 && answer?.sale) return { receipt: answer, problem: '' };
    return { receipt: null, problem: answer?.detail ?? say('server_refused', { status }) };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { receipt: null, problem: say('receipt_offline', { number }) };
  }
}
