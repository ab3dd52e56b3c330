/**
 * Goods that come back: what they are worth, how the money goes back, and the document of it.
 * Pure; tests/vectors/returns.json are its cases, pos/returns/apportioning.py its twin.
 */
import { receiptNumber, shared } from './documents.js';
import { halfUp, roundCash } from './rounding.js';

/** What goes back in the way it came before any money does. */
const BEFORE_MONEY = ['kasbon', 'savings', 'voucher'];

/** What so much of a sold line is worth: the last piece takes the last rupiah. */
export function worth(left, quantity) {
  return quantity === left.quantity ? left.amount : halfUp(left.amount, quantity, left.quantity);
}

/**
 * How a refund goes back: first what was bought on credit, from savings or by voucher, the rest
 * as the clerk chose. Only cash is rounded.
 * @param {number} total what the goods are worth
 * @param {{kind: string, amount: number}[]} refundable what may go back in the way it came
 * @param {'cash'|'transfer'|'qris'} way of the rest
 * @returns {{refunds: {kind: string, amount: number}[], rounding: number, paid: number}}
 */
export function refundsOf(total, refundable, way, rule) {
  let rest = total;
  const refunds = [];
  for (const kind of BEFORE_MONEY) {
    const most = refundable.find((each) => each.kind === kind)?.amount ?? 0;
    const amount = Math.min(rest, most);
    if (amount > 0) refunds.push({ kind, amount });
    rest -= amount;
  }
  const money = way === 'cash' ? roundCash(rest, rule) : rest;
  if (rest > 0 || !refunds.length) refunds.push({ kind: way, amount: money });
  return { refunds, rounding: money - rest, paid: total - rest + money };
}

/** What the clerk chooses: which lines of a receipt come back, how much of each, in what state. */
export class Draft {
  /**
   * @param {object[]} lines `position` null without a receipt; `left` is what may come back
   * @param {boolean} takesAll everything comes back from the start
   */
  constructor(lines, takesAll = false) {
    this.lines = lines
      .filter(({ left }) => left.quantity > 0)
      .map((line) => ({ ...line, taken: takesAll ? line.left.quantity : 0, isFit: true }));
  }

  /** Take so much of a line back, never more than is left of it. */
  take(index, quantity) {
    const line = this.lines[index];
    line.taken = Math.max(0, Math.min(quantity, line.left.quantity));
  }

  takeAll() {
    for (const line of this.lines) line.taken = line.left.quantity;
  }

  /** One more of these goods, as when they are scanned. False when none is left. */
  takeOne(packId) {
    const line = this.lines.find(({ pack_id: id, taken, left }) => id === packId && taken < left.quantity);
    if (line) line.taken = Math.min(line.taken + 1000, line.left.quantity);
    return line !== undefined;
  }

  get total() {
    return this.lines.reduce((sum, { left, taken }) => sum + (taken ? worth(left, taken) : 0), 0);
  }

  get isEmpty() {
    return this.lines.every(({ taken }) => taken === 0);
  }
}

/**
 * @param {import('./documents.js').Numbers} numbers
 * @param {object} back
 * @param {{sale: object}|null} back.receipt null without one
 */
export function returnDocument(numbers, back) {
  const { till, shiftId, receipt, memberId = null, draft, paid, reason, isVoid, approvals } = back;
  const document = {
    ...shared('return', numbers, back),
    shift_id: shiftId,
    number: receiptNumber(till, numbers),
    counter: numbers.counter,
    sale_id: receipt ? receipt.sale.id : null,
    member_id: receipt ? receipt.sale.member?.id ?? null : memberId,
    lines: draft.lines.filter(({ taken }) => taken > 0).map(lineOf),
    refunds: paid.refunds,
    total: draft.total,
    rounding: paid.rounding,
    reason,
    is_void: isVoid,
  };
  if (approvals.length) document.approvals = approvals;
  return document;
}

/** A sale was paid otherwise than the till was told. */
export function correctionDocument(numbers, fix) {
  const { shiftId, saleId, from, to, amount, reason, approvals } = fix;
  return {
    ...shared('tender_correction', numbers, fix),
    shift_id: shiftId,
    sale_id: saleId,
    from: [{ kind: from, amount }],
    to: [{ kind: to, amount }],
    reason,
    approvals,
  };
}

function lineOf({ position, pack_id, left, taken, isFit }) {
  return { sale_position: position, pack_id, quantity: taken, amount: worth(left, taken), back_on_shelf: isFit };
}
