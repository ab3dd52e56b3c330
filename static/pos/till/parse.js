/**
 * The one reader of money and quantities as people write them. core/parse.py is its twin;
 * tests/vectors/money.json and quantity.json hold for both.
 */

export const MOST_RUPIAH = 1_000_000_000_000;
export const MOST_MILLI = 1_000_000_000;
const LONGEST_TEXT = 40;
const FACTORS = { rb: 1_000, ribu: 1_000, k: 1_000, jt: 1_000_000, juta: 1_000_000 };
const HALVES = { '\u00bd': ' 1/2', '\u00bc': ' 1/4', '\u00be': ' 3/4' };

const MONEY = new RegExp(
  '^(?<sign>-)? ?(?:(?:rp|idr)\\.?)? ?(?<lateSign>-)?'
  + '(?<whole>[1-9][0-9]{0,2}(?:(?:\\.[0-9]{3})+|(?:,[0-9]{3})+|(?: [0-9]{3})+)|[0-9]+)'
  + '(?:(?<point>[.,])(?<decimals>[0-9]+|-{1,2}))?'
  + ' ?(?<word>rb|ribu|k|jt|juta)?(?: ?rupiah)?$',
);
const QUANTITY = new RegExp(
  '^(?<sign>-)?(?:'
  + '(?:(?<units>[0-9]+) )?(?<top>[0-9]+) ?/ ?(?<bottom>[0-9]+)'
  + '|(?<whole>[1-9][0-9]{0,2}(?:\\.[0-9]{3})+|[0-9]+)(?:(?<point>[.,])(?<decimals>[0-9]+))?'
  + ')$',
);

/** What was typed cannot be used; `why` is one of a few words the screen has sentences for. */
export class Refused extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** Read `50.000`, `50rb`, `50000`, `1,5jt` or `Rp 12.500,-` as whole rupiah. */
export function money(text) {
  const found = match(MONEY, text);
  if (found.sign && found.lateSign) throw new Refused('unreadable');
  const amount = found.word ? inWords(found) : inDigits(found);
  if (amount > BigInt(MOST_RUPIAH)) throw new Refused('too_large');
  return signed(amount, found.sign || found.lateSign);
}

/** Read `3`, `0,5`, `1.500` (fifteen hundred), `1/4` or `1 1/2` as thousandths. */
export function quantity(text) {
  const found = match(QUANTITY, text.replace(/[\u00bc-\u00be]/g, (half) => HALVES[half]));
  const milli = found.bottom ? fraction(found) : decimal(found);
  if (milli > BigInt(MOST_MILLI)) throw new Refused('too_large');
  return signed(milli, found.sign);
}

function signed(size, sign) {
  return sign && size ? -Number(size) : Number(size);
}

function match(pattern, text) {
  const plain = text
    .replace(/[\t\u00a0\u2007\u2009\u202f]/g, ' ')
    .replace(/[\u2010-\u2014\u2212]/g, '-')
    .replace(/^ +| +$/g, '')
    .toLowerCase();
  if (!plain) throw new Refused('empty');
  const found = text.length <= LONGEST_TEXT && pattern.exec(plain);
  if (!found) throw new Refused('unreadable');
  return found.groups;
}

function inDigits({ whole, point, decimals = '' }) {
  const digits = /^[0-9]+$/.test(decimals);
  if (/[1-9]/.test(decimals) || decimals.length > 2) throw new Refused('sen');
  if (digits && whole.includes(point)) throw new Refused('unreadable');
  if (digits && whole.length <= 3 && point + decimals !== ',00') throw new Refused('ambiguous');
  return BigInt(whole.replace(/[., ]/g, ''));
}

function inWords({ whole, decimals = '', word }) {
  if (!/^[0-9]+$/.test(whole)) throw new Refused('ambiguous');
  if (decimals.startsWith('-')) throw new Refused('unreadable');
  const parts = BigInt(whole + decimals) * BigInt(FACTORS[word]);
  const scale = 10n ** BigInt(decimals.length);
  if (parts % scale) throw new Refused('sen');
  return parts / scale;
}

function fraction({ units = '0', top, bottom }) {
  const under = BigInt(bottom);
  if (!under) throw new Refused('unreadable');
  const over = (BigInt(units) * under + BigInt(top)) * 1000n;
  return (over * 2n + under) / (under * 2n);
}

function decimal({ whole, point, decimals = '' }) {
  const fine = decimals.replace(/0+$/, '');
  if (point === '.' && whole.includes('.')) throw new Refused('unreadable');
  if (fine.length > 3) throw new Refused('too_fine');
  return BigInt(whole.replaceAll('.', '')) * 1000n + BigInt(fine.padEnd(3, '0'));
}
