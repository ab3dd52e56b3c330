/**
 * The till's own sales of the last days, so that goods can be taken back while nobody answers.
 * In a database of its own: losing it loses no money, only means asking somebody.
 */
import { openDB } from '../../vendor/idb/index.js';

const KEPT_FOR = 7 * 24 * 3600 * 1000;
const BEFORE_MONEY = new Set(['kasbon', 'savings', 'voucher']);

let opened = null;

/** The one memory of this till. */
export function recentOf(till) {
  opened ??= new Recent(till.store.name);
  return opened;
}

/** Remember from now on what this till sells and takes back. */
export function rememberSales(till, memberNow) {
  const recent = recentOf(till);
  till.watchers.add((document) => {
    recent.note(document, till.catalogue, memberNow(), till.operator?.name).catch((error) => console.warn(error));
  });
  recent.forget().catch((error) => console.warn(error));
}

export class Recent {
  #database;

  constructor(name) {
    this.#database = openDB(`${name}-recent`, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('sales', { keyPath: 'number' }).createIndex('at', 'at');
      },
    });
  }

  /** Remember a sale that was kept, or what came back of one. */
  async note(document, catalogue, member, clerk) {
    if (document.kind === 'sale') await this.#put(recordOf(document, { catalogue, member, clerk }));
    else if (document.kind === 'return' && document.sale_id) await this.#takeBack(document);
  }

  /** A receipt as the server would answer it; null for one that is not from here. */
  async find(number) {
    const record = await this.record(number);
    return record ? receiptOf(record) : null;
  }

  /** The sale itself, as it was paid; null for one that is not from here. */
  async record(number) {
    return (await (await this.#database).get('sales', number)) ?? null;
  }

  /** The newest sales, newest first. */
  async latest(most) {
    const found = [];
    let cursor = await (await this.#database).transaction('sales').store.index('at').openCursor(null, 'prev');
    while (cursor && found.length < most) {
      found.push(cursor.value);
      cursor = await cursor.continue();
    }
    return found;
  }

  /** Let go of what is older than a week. */
  async forget(now = Date.now()) {
    const before = IDBKeyRange.upperBound(new Date(now - KEPT_FOR).toISOString());
    const tx = (await this.#database).transaction('sales', 'readwrite');
    let cursor = await tx.store.index('at').openCursor(before);
    while (cursor) {
      cursor.delete();
      cursor = await cursor.continue();
    }
    await tx.done;
  }

  async #put(record) {
    await (await this.#database).put('sales', record);
  }

  async #takeBack({ sale_id: saleId, lines, refunds }) {
    const tx = (await this.#database).transaction('sales', 'readwrite');
    let cursor = await tx.store.openCursor(null, 'prev');
    while (cursor && cursor.value.id !== saleId) cursor = await cursor.continue();
    if (cursor) cursor.update(without(cursor.value, lines, refunds));
    await tx.done;
  }
}

/** What is remembered of a sale: enough for a return, and for a slip of paper. */
export function recordOf(document, { catalogue, member = null, clerk = '' }) {
  const lines = document.lines.map(({ pack_id, quantity, amount, unit_price, discount = 0 }, position) => {
    const { name = pack_id, unit = '', fractions = false } = catalogue.pack(pack_id) ?? {};
    const goods = { position, pack_id, name, unit, fractions, quantity, unit_price, amount, discount };
    return { ...goods, left: { quantity, amount } };
  });
  return {
    number: document.number,
    id: document.id,
    at: document.at,
    total: document.total,
    rounding: document.rounding,
    clerk,
    member: member && { id: member.id, number: member.number, name: member.name },
    has_customer: document.tenders.some((tender) => tender.customer_id),
    lines,
    tenders: document.tenders.map(({ kind, amount, given, change }) => ({ kind, amount, given, change })),
    kept: document.kept ?? null,
    refunded: [],
  };
}

function without(record, lines, refunds) {
  const left = record.lines.map((line) => ({ ...line, left: { ...line.left } }));
  for (const { sale_position: position, quantity, amount } of lines) {
    const line = left.find((each) => each.position === position);
    if (!line) continue;
    line.left.quantity = Math.max(0, line.left.quantity - quantity);
    line.left.amount = Math.max(0, line.left.amount - amount);
  }
  return { ...record, lines: left, refunded: [...record.refunded, ...refunds] };
}

function receiptOf({ id, number, at, total, rounding, member, has_customer, lines, tenders, refunded }) {
  const left = [...BEFORE_MONEY].map((kind) => ({
    kind, amount: sumOf(tenders, kind) - sumOf(refunded, kind),
  }));
  return {
    sale: { id, number, sold_at: at, is_here: true, member, has_customer, total, rounding },
    lines,
    tenders,
    refundable: left.filter(({ amount }) => amount > 0),
  };
}

function sumOf(parts, kind) {
  return parts.reduce((sum, part) => sum + (part.kind === kind ? part.amount : 0), 0);
}

/** What both know to be left: neither may have heard of the other's latest return. */
export function leastLeft(theirs, ours) {
  if (!ours) return theirs;
  const lines = theirs.lines.map((line) => {
    const here = ours.lines.find(({ position }) => position === line.position);
    return here && here.left.quantity < line.left.quantity ? { ...line, left: here.left } : line;
  });
  return { ...theirs, lines };
}
