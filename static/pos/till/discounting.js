/**
 * What promotions and discounts take off goods. Pure; pos/discounting.py is its twin, and
 * docs/adr/0009-prices-and-promotions.md says why.
 *
 * @typedef {{id: string, kind: 'percent'|'amount'|'price'|'n_for'|'buy_get'|'mix', name?: string,
 *   packs: string[], shop: string|null, for_members: boolean, from: string, to: string|null,
 *   percent: number, amount: number, count: number, free: number}} Promotion
 * @typedef {{percent: number}|{amount: number}} Discount basis points, or rupiah
 */
import { allocate, halfUp } from './rounding.js';

export const WHOLE = 10_000;
const ONE = 1000;
const ON_UNITS = new Set(['percent', 'amount', 'price']);

/** Whether this buyer may have it here and today. */
export function holds({ shop, for_members: forMembers, from, to }, { shop: here, on, isMember }) {
  return (shop === null || shop === here) && (isMember || !forMembers)
    && from <= on && (to === null || on <= to);
}

/** Rupiah a discount takes off an amount, never more than all of it. */
export function discountOff({ percent, amount }, whole) {
  return percent === undefined ? Math.min(amount, whole) : halfUp(whole, percent, WHOLE);
}

/** Goods of one line while promotions are dealt out to them. */
export class Promotable {
  off = 0;
  single = '';
  given = new Map();
  /** Where its units may go into sets. */
  groups = [];

  constructor(packId, price, quantity) {
    this.packId = packId;
    this.price = price;
    this.rest = quantity;
  }

  /** Units that no set has used up; a part of one never takes part in a set. */
  get whole() {
    return Math.floor(this.rest / ONE);
  }

  /** Units that went into sets go into no other. */
  useUp(units) {
    this.rest -= units * ONE;
    for (const group of this.groups) group.found = undefined;
  }

  give(id, amount) {
    if (amount) this.given.set(id, (this.given.get(id) ?? 0) + amount);
  }

  get discount() {
    return [...this.given.values()].reduce((sum, amount) => sum + amount, 0);
  }

  /** The promotion that gave most; the lower id between equals. */
  get promotion() {
    let best = null;
    for (const [id, amount] of this.given) {
      const most = best === null ? 0 : this.given.get(best);
      if (amount > most || (amount === most && id < best)) best = id;
    }
    return best;
  }
}

/**
 * Deal promotions out to lines; those given hold for this buyer, here and today.
 * @param {Promotable[]} lines
 * @param {Promotion[]} promotions
 */
export function promote(lines, promotions) {
  const ordered = [...promotions].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const line of lines) {
    for (const promotion of ordered) {
      const off = promotion.packs.includes(line.packId) ? offUnit(promotion, line.price) : 0;
      if (off > line.off) Object.assign(line, { off, single: promotion.id });
    }
  }
  const sets = ordered.filter(({ kind }) => !ON_UNITS.has(kind));
  const groups = sets.flatMap((promotion) => groupsOf(lines, promotion));
  for (let best = bestSet(groups); best; best = bestSet(groups)) take(best);
  for (const line of lines) {
    const before = halfUp(line.price, line.rest, ONE);
    line.give(line.single, before - halfUp(line.price - line.off, line.rest, ONE));
  }
}

function offUnit({ kind, percent, amount }, price) {
  if (kind === 'percent') return halfUp(price, percent, WHOLE);
  if (kind === 'amount') return Math.min(amount, price);
  return kind === 'price' ? Math.max(price - amount, 0) : 0;
}

function bestSet(groups) {
  let best = null;
  for (const group of groups) {
    if (group.found === undefined) group.found = nextSet(group);
    if (group.found && savesMore(group.found, best)) best = group.found;
  }
  return best;
}

/** More per unit than the other, and anything at all. */
function savesMore(found, other) {
  if (!other) return found.saving > 0;
  return BigInt(found.saving) * BigInt(other.size) > BigInt(other.saving) * BigInt(found.size);
}

/** The lines a promotion sells together: all its packs in a mix, else each pack alone. */
function groupsOf(lines, promotion) {
  const able = lines.filter((line) => line.whole && promotion.packs.includes(line.packId));
  if (promotion.kind === 'mix') return [grouped(promotion, able, promotion.amount)];
  return [...new Set(able.map((line) => line.packId))].map((packId) => {
    const own = able.filter((line) => line.packId === packId);
    const isGift = promotion.kind === 'buy_get';
    return grouped(promotion, own, isGift ? promotion.count * own[0].price : promotion.amount);
  });
}

/** The dearest first, so that the order of scanning does not change the price. */
function grouped({ id, count, free = 0 }, able, price) {
  const lines = [...able].sort((a, b) => (a.off - a.price) - (b.off - b.price));
  const group = { id, size: count + free, lines, price, found: undefined };
  for (const line of able) line.groups.push(group);
  return group;
}

/** Sets of one line alone are taken all at once: a thousand pieces are no thousand steps. */
function nextSet({ id, size, lines, price }) {
  const able = lines.filter((line) => line.whole);
  const [first] = able;
  if (first && first.whole >= size) {
    return set(id, [[first, size]], Math.floor(first.whole / size), price, size);
  }
  const units = able.reduce((sum, line) => sum + line.whole, 0);
  return units < size ? null : set(id, firstUnits(able, size), 1, price, size);
}

function set(id, parts, times, price, size) {
  const without = parts.reduce((sum, [line, units]) => sum + units * (line.price - line.off), 0);
  return { id, parts, times, price, size, saving: without - price };
}

function firstUnits(lines, wanted) {
  const parts = [];
  for (const line of lines) {
    const units = Math.min(line.whole, wanted);
    wanted -= units;
    if (units) parts.push([line, units]);
  }
  return parts;
}

/** Use the units up; what is taken off is shared by what they would have cost. */
function take({ id, parts, times, price }) {
  const worth = parts.map(([line, units]) => units * line.price);
  const off = worth.reduce((sum, each) => sum + each, 0) - price;
  const shares = allocate(off, worth);
  parts.forEach(([line, units], position) => {
    line.useUp(units * times);
    line.give(id, shares[position] * times);
  });
}
