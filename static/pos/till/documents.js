/**
 * What a till tells the server: documents, numbered here and sent in order. Pure.
 * @typedef {{series: string, counter: number, sequence: number}} Numbers
 *   taken in the transaction that keeps the document, so none is used twice or left out
 */

/** `WSB-T1-A-000123`: shop, till, series, counter. */
export function receiptNumber(till, { series, counter }) {
  return `${till.code}-${series}-${String(counter).padStart(6, '0')}`;
}

/**
 * What was paid is the total, its rounding and what was left on purpose; see pos/documents.py.
 * @param {Numbers} numbers
 * @param {object} sale
 * @param {{tenders: object[], kept: {savings: number, donation: number}|null}} sale.paid
 * @param {import('./basket.js').Basket} sale.basket with the lines that were taken out again
 * @param {object[]} [sale.approvals] who else agreed
 */
export function saleDocument(numbers, sale) {
  const { id, till, operatorId, shiftId, at, basket, paid, approvals = [] } = sale;
  const { tenders, kept } = paid;
  const taken = tenders.reduce((sum, { amount }) => sum + amount, 0);
  const agreed = [...(basket.approvals ?? []), ...approvals];
  const document = {
    ...shared('sale', numbers, { id, operatorId, at }),
    shift_id: shiftId,
    number: receiptNumber(till, numbers),
    counter: numbers.counter,
    member_id: basket.member ? basket.member.id : null,
    lines: basket.lines.map(saleLine),
    tenders,
    total: basket.total,
    rounding: taken - basket.total - (kept ? kept.savings + kept.donation : 0),
  };
  if (kept) document.kept = kept;
  if (agreed.length) document.approvals = agreed;
  if (basket.removed?.length) document.removed = basket.removed;
  return document;
}

/** The shift's id is the id of the document that opens it. */
export function shiftOpenDocument(numbers, { id, operatorId, at, float }) {
  return { ...shared('shift_open', numbers, { id, operatorId, at }), float };
}

/** `counted` is what lay in the drawer, before anybody saw what was expected. */
export function shiftCloseDocument(numbers, closing) {
  const { id, operatorId, at, shiftId, counted, reason, pieces = [], slips = [], unsent = 0 } = closing;
  return {
    ...shared('shift_close', numbers, { id, operatorId, at }),
    shift_id: shiftId, counted, reason: reason || null, pieces, slips, unsent,
    approvals: closing.approvals ?? [],
  };
}

/** `amount` is always positive; the direction says whether it came in or went out. */
export function cashMoveDocument(numbers, move) {
  const { id, till, operatorId, shiftId, at, direction, purpose, account, amount, reason } = move;
  return {
    ...shared('cash_move', numbers, { id, operatorId, at }),
    shift_id: shiftId,
    number: receiptNumber(till, numbers),
    counter: numbers.counter,
    direction, purpose, account, amount, reason,
    approvals: move.approvals,
  };
}

/** The drawer was opened without a sale. */
export function drawerOpenedDocument(numbers, { id, operatorId, at, shiftId, reason, approvals }) {
  return {
    ...shared('drawer_opened', numbers, { id, operatorId, at }),
    shift_id: shiftId, reason, approvals,
  };
}

/** What every document says first. */
export function shared(kind, { series, sequence }, { id, operatorId, at }) {
  return { id, kind, series, sequence, operator_id: operatorId, at: at.toISOString() };
}

function saleLine({ pack, code, ask, priced, exchange }) {
  const { unit_price, quantity, amount, discount, promotion } = priced;
  const line = { pack_id: pack.id, unit_price, quantity, amount };
  if (discount) line.discount = discount;
  if (promotion) line.promotion = promotion;
  if (ask.price !== undefined) line.override = true;
  if (ask.reference) Object.assign(line, { reference: ask.reference, cost: ask.cost });
  if (typeof exchange === 'boolean') line.exchanged = exchange;
  if (ask.asked_amount !== undefined) line.asked_amount = ask.asked_amount;
  if (code) line.barcode = code;
  return line;
}
