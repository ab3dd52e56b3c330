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
 * @param {Numbers} numbers
 * @param {{id: string, till: {code: string}, operatorId: string, shiftId: string, at: Date,
 *   basket: import('./basket.js').Basket, given: number}} sale `given` in cash
 */
export function saleDocument(numbers, { id, till, operatorId, shiftId, at, basket, given }) {
  const { total, cash } = basket;
  return {
    ...shared('sale', numbers, { id, operatorId, at }),
    shift_id: shiftId,
    number: receiptNumber(till, numbers),
    counter: numbers.counter,
    member_id: basket.member ? basket.member.id : null,
    lines: basket.lines.map(saleLine),
    tenders: [{ kind: 'cash', amount: cash, given, change: given - cash }],
    total,
    rounding: cash - total,
  };
}

/** The shift's id is the id of the document that opens it. */
export function shiftOpenDocument(numbers, { id, operatorId, at, float }) {
  return { ...shared('shift_open', numbers, { id, operatorId, at }), float };
}

/** `counted` is what lay in the drawer, before anybody saw what was expected. */
export function shiftCloseDocument(numbers, { id, operatorId, at, shiftId, counted, reason }) {
  return {
    ...shared('shift_close', numbers, { id, operatorId, at }),
    shift_id: shiftId, counted, reason: reason || null,
  };
}

function shared(kind, { series, sequence }, { id, operatorId, at }) {
  return { id, kind, series, sequence, operator_id: operatorId, at: at.toISOString() };
}

function saleLine({ pack, code, ask, priced }) {
  const { unit_price, quantity, amount, discount, promotion } = priced;
  const line = { pack_id: pack.id, unit_price, quantity, amount };
  if (discount) line.discount = discount;
  if (promotion) line.promotion = promotion;
  if (ask.price !== undefined) line.override = true;
  if (ask.asked_amount !== undefined) line.asked_amount = ask.asked_amount;
  if (code) line.barcode = code;
  return line;
}
