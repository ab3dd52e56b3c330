/**
 * The text of a QRIS code, made to ask for an amount; pos/qris/payload.py is the twin and says
 * why. tests/vectors/qris.json holds for both.
 */

import { Refused } from './parse.js';

const LONGEST_VALUE = 99;
const LONGEST_BILL = 25;
const LONGEST_PAYLOAD = 512;
const RUPIAH = '360';
const HEAD = /^[0-9]{2}(?:0[1-9]|[1-9][0-9])$/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u;
const BILL = /^[ -~]*$/;
const REQUIRED = ['52', '53', '58', '59', '60'];
const REPLACED = new Set(['54', '55', '56', '57']);
const BYTES = new TextEncoder();

/** CRC-16/CCITT-FALSE of the text as UTF-8, four hexadecimal digits: `123456789` gives 29B1. */
export function checkSum(text) {
  let sum = 0xffff;
  for (const byte of BYTES.encode(text)) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff;
  }
  return sum.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * The objects of a sound payload without its check sum; a damaged one is Refused with the word
 * that payload.py uses.
 * @returns {{tag: string, value: string}[]}
 */
export function readPayload(text) {
  checkText(text);
  const objects = split(text);
  const last = objects.pop();
  objects.filter(isTemplate).forEach(({ value }) => split(value));
  if (last.tag !== '63' || characters(last.value) !== 4) throw new Refused('no_crc');
  if (checkSum(`${objects.map(written).join('')}6304`) !== last.value.toUpperCase()) {
    throw new Refused('crc');
  }
  if (!objects.some(({ tag }) => tag >= '02' && tag <= '51')) throw new Refused('payee');
  if (REQUIRED.some((tag) => valueOf(objects, tag) === undefined)) throw new Refused('missing');
  return objects;
}

/**
 * The payload of a static code asked for whole rupiah, with a bill number if there is one.
 * @param {string} text the static payload
 * @param {{amount: number, limit: number, bill?: string}} payment
 */
export function makeDynamic(text, { amount, limit, bill = '' }) {
  const objects = readPayload(text);
  checkStatic(objects);
  checkAmount(amount, limit);
  let made = objects.filter(({ tag }) => !REPLACED.has(tag));
  made = put(made, { tag: '01', value: '12' });
  made = put(made, { tag: '54', value: String(amount) });
  if (bill) made = put(made, withBill(valueOf(objects, '62') ?? '', bill));
  const summed = `${made.map(written).join('')}6304`;
  const payload = summed + checkSum(summed);
  checkSize(payload);
  return payload;
}

function checkText(text) {
  if (!text) throw new Refused('empty');
  if (CONTROL.test(text)) throw new Refused('unprintable');
  if (!text.startsWith('000201')) throw new Refused('not_qris');
  checkSize(text);
}

function checkSize(text) {
  if (BYTES.encode(text).length > LONGEST_PAYLOAD) throw new Refused('too_long');
}

function checkStatic(objects) {
  const method = valueOf(objects, '01');
  if (method === '12') throw new Refused('dynamic');
  if (method !== '11') throw new Refused('method');
  if (valueOf(objects, '53') !== RUPIAH) throw new Refused('currency');
}

function checkAmount(amount, limit) {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not whole rupiah: ${amount}`);
  if (amount <= 0) throw new Refused('amount');
  if (amount > limit) throw new Refused('limit');
}

/** Lengths count characters, not the halves that JavaScript stores the rarer ones in. */
function characters(text) {
  return Array.from(text).length;
}

function written({ tag, value }) {
  return `${tag}${String(characters(value)).padStart(2, '0')}${value}`;
}

function valueOf(objects, tag) {
  return objects.find((one) => one.tag === tag)?.value;
}

/** The objects of a text: the whole payload, or the value of a template. */
function split(text) {
  const rest = Array.from(text);
  const objects = [];
  while (rest.length) {
    const head = rest.splice(0, 4).join('');
    const length = Number(head.slice(2));
    if (!HEAD.test(head) || rest.length < length) throw new Refused('structure');
    const tag = head.slice(0, 2);
    if (valueOf(objects, tag) !== undefined) throw new Refused('double');
    objects.push({ tag, value: rest.splice(0, length).join('') });
  }
  return objects;
}

function isTemplate({ tag }) {
  return (tag >= '26' && tag <= '51') || tag === '62' || tag === '64';
}

function withBill(additional, bill) {
  if (bill.length > LONGEST_BILL || !BILL.test(bill)) throw new Refused('bill');
  const value = put(split(additional), { tag: '01', value: bill }).map(written).join('');
  if (characters(value) > LONGEST_VALUE) throw new Refused('bill_room');
  return { tag: '62', value };
}

/** Instead of the object with its tag, else before the first higher tag; nothing is sorted. */
function put(objects, added) {
  if (objects.some(({ tag }) => tag === added.tag)) {
    return objects.map((one) => (one.tag === added.tag ? added : one));
  }
  const place = objects.findIndex(({ tag }) => tag > added.tag);
  if (place < 0) return [...objects, added];
  return [...objects.slice(0, place), added, ...objects.slice(place)];
}
