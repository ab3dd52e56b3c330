/**
 * STRUK SEMENTARA: what a buyer takes along while the server, which prints the real one, is away.
 * Lines of 32 characters for paper of 58 mm. Pure. It is the buyer's, so its words are Indonesian
 * whatever language the clerk's screen speaks (pos/receipts.py).
 */
import { moment, number, quantity, rupiah } from '../../core/format.js';

export const COLUMNS = 32;
const INDENT = '  ';
const RULE = '-'.repeat(COLUMNS);
const TENDERS = {
  cash: 'Tunai', qris: 'QRIS', transfer: 'Transfer', kasbon: 'Kasbon', savings: 'Simpanan sukarela',
  voucher: 'Voucher',
};

/**
 * @typedef {{text: string, isBold: boolean}} PaperLine
 * @param {object} sale as recent.js keeps it
 * @param {{coop: string, isDemo: boolean, shop: {name: string, time_zone: string}, till: string}} place
 * @returns {PaperLine[]} none wider than the paper
 */
export function layout(sale, place) {
  return [
    ...(place.isDemo ? demo() : []),
    ...banner(),
    line(RULE),
    ...centred(place.coop, true),
    ...centred(place.shop.name),
    line(RULE),
    ...pair(sale.number, moment(new Date(sale.at), place.shop.time_zone)),
    ...pair(sale.clerk ? `Kasir ${sale.clerk}` : 'Kasir', place.till),
    line(RULE),
    ...sale.lines.flatMap(goods),
    line(RULE),
    ...money(sale),
    line(RULE),
    ...banner(),
    ...(place.isDemo ? demo() : []),
  ];
}

function banner() {
  return [...centred('STRUK SEMENTARA', true), ...centred('struk lengkap menyusul')];
}

function demo() {
  return [...centred('CONTOH', true), ...centred('Bukan bukti pembayaran')];
}

/** The name alone on its line, so that no name pushes an amount off the paper. */
function goods({ name, quantity: milli, unit, unit_price: price, amount, discount = 0 }) {
  return [
    line(cut(printable(name))),
    ...howMuch(`${quantity(milli)} ${printable(unit)}`.trim(), price, number(amount + discount)),
    ...(discount ? pair(`${INDENT}Potongan`, number(-discount)) : []),
  ];
}

/** `2 pcs x 3.500` and what it comes to; a price is never cut, its unit may be. */
function howMuch(many, price, worth) {
  if (price === undefined) return pair(INDENT + many, worth);
  const whole = `${INDENT}${many} x ${number(price)}`;
  if (widthOf(whole) <= COLUMNS) return pair(whole, worth);
  return [line(cut(INDENT + many)), ...pair(`${INDENT}x ${number(price)}`, worth)];
}

function money({ total, rounding, tenders, kept }) {
  const { savings = 0, donation = 0 } = kept ?? {};
  const isCash = tenders.some(({ kind }) => kind === 'cash');
  const change = tenders.reduce((sum, tender) => sum + (tender.change ?? 0), 0);
  return [
    ...(rounding ? [...pair('Subtotal', number(total)), ...pair('Pembulatan', number(rounding))] : []),
    ...pair('TOTAL', rupiah(total + rounding), true),
    ...tenders.flatMap(({ kind, amount, given }) => pair(TENDERS[kind] ?? kind, number(given ?? amount))),
    ...(savings ? pair('Kembalian ke simpanan', number(savings)) : []),
    ...(donation ? pair('Kembalian didonasikan', number(donation)) : []),
    ...(isCash || change ? pair('KEMBALI', rupiah(change), true) : []),
  ];
}

/** A label on the left and its value at the right edge; the value moves down when it must. */
function pair(label, value, isBold = false) {
  const name = cut(label.replace(/\S.*$/s, printable));
  const worth = cut(printable(value));
  const gap = COLUMNS - widthOf(name) - widthOf(worth);
  if (gap > 0) return [line(name + ' '.repeat(gap) + worth, isBold)];
  return [line(name, isBold), line(' '.repeat(COLUMNS - widthOf(worth)) + worth, isBold)];
}

function centred(text, isBold = false) {
  const name = cut(printable(text));
  return name ? [line(' '.repeat((COLUMNS - widthOf(name)) >> 1) + name, isBold)] : [];
}

function line(text, isBold = false) {
  return { text, isBold };
}

/** On one line, without what a printer or a reader could take for a command. */
function printable(text) {
  return String(text).normalize('NFC').replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim();
}

/** As many whole characters as fit: never half of one. */
function cut(text) {
  const found = characters(text);
  return found.length > COLUMNS ? found.slice(0, COLUMNS).join('').trimEnd() : text;
}

function widthOf(text) {
  return characters(text).length;
}

let segmenter = null;

/** What a reader takes for one character: a letter with its marks, an emoji. */
function characters(text) {
  segmenter ??= new Intl.Segmenter('id', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
