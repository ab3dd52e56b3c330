/** Discounts on a line or the whole basket, and prices typed by hand: what takes somebody's word. */
import { quantity, rupiah } from '../../core/format.js';
import { approve } from './approve.js';
import { byId, setHidden, setText } from './dom.js';
import { refuse, tell } from './notice.js';
import { Refused, money, quantity as readQuantity } from './parse.js';
import { packTitle } from './search.js';
import { say } from './words.js';

const MOST_PERCENT = 100_000;

/** @type {import('./commands.js').Command[]} */
export const PRICE_COMMANDS = [
  {
    word: 'POTONGAN', label: 'command_discount', group: 'sale', takesMore: true,
    run: (till, more, sell) => discountOf(till).open(sell, more),
  },
  {
    word: 'HARGA', label: 'command_price', group: 'sale', takesMore: true,
    run: (till, more, sell) => priceOf(till).open(sell, more),
  },
];

const discountOf = once((till) => new DiscountDialog(till));
const priceOf = once((till) => new PriceDialog(till));

/** The dialogs are bound when somebody first asks for them. */
function once(make) {
  let made = null;
  return (till) => {
    made ??= make(till);
    return made;
  };
}

/**
 * Ask for whatever nobody has agreed to yet; up to the clerk's limit it is noted and looked at
 * later. @returns {Promise<boolean>} false when nobody agreed
 */
export async function agreeToHand(till, basket, subject = '') {
  for (const { action, amount } of basket.unagreed) {
    const limit = till.catalogue.approvals.limits[action] ?? 0;
    const approval = amount <= limit
      ? { action, method: 'limit', by: null, code: '' }
      : await approve(till, { action, amount, subject });
    if (!approval) return false;
    basket.agree({ action, amount }, approval);
  }
  return true;
}

/** `10%`, `12,5 %` or `2.000`; null when nothing is typed. @returns {Discount|null} */
export function readDiscount(text) {
  const typed = text.trim();
  if (!typed) return null;
  if (!typed.endsWith('%')) return nothingToNull({ amount: amountOf(typed) });
  const milli = readQuantity(typed.slice(0, -1));
  if (milli < 0) throw new Refused('negative');
  if (milli > MOST_PERCENT) throw new Refused('too_large');
  if (milli % 10) throw new Refused('too_fine');
  return nothingToNull({ percent: milli / 10 });
}

/** As it is typed: `12,5%` or `2.000`; empty for none. */
export function discountText(discount) {
  if (!discount) return '';
  if (discount.percent === undefined) return rupiah(discount.amount);
  return `${quantity(discount.percent * 10)}%`;
}

function amountOf(text) {
  const amount = money(text);
  if (amount < 0) throw new Refused('negative');
  return amount;
}

function nothingToNull(discount) {
  return Object.values(discount)[0] === 0 ? null : discount;
}

/** A form over the basket with one amount in it. */
class HandDialog {
  constructor(till, name) {
    this.till = till;
    this.name = name;
    this.dialog = byId(`${name}-dialog`);
    this.field = byId(`${name}-value`);
    byId(`${name}-cancel`).addEventListener('click', () => this.dialog.close());
    byId(`${name}-form`).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** @param {string} more what was typed after the word; it stands in the field already */
  show(sell, more, title) {
    this.sell = sell;
    const line = sell.basket.line(sell.lines.current);
    this.line = line?.pack && line.priced ? line : null;
    setText(byId(`${this.name}-line`), title(this.line));
    setText(byId(`${this.name}-message`), '');
    this.fill(more);
    this.dialog.showModal();
    this.field.focus();
    this.field.select();
  }

  async #submit() {
    let value;
    try {
      value = this.read(this.field.value);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setText(byId(`${this.name}-message`), say('discount_unreadable', { text: this.field.value }));
      this.field.select();
      return;
    }
    this.dialog.close();
    const undo = this.apply(value);
    const isAgreed = await agreeToHand(this.till, this.sell.basket, this.line ? packTitle(this.line.pack) : '');
    if (!isAgreed) undo();
    this.sell.redraw();
    if (isAgreed) tell('');
    else refuse(say('not_agreed'));
  }
}

class DiscountDialog extends HandDialog {
  constructor(till) {
    super(till, 'discount');
    byId('discount-scope').addEventListener('change', () => this.fill(''));
  }

  open(sell, more) {
    if (sell.basket.isEmpty) return refuse(say('nothing_to_pay'));
    const line = sell.basket.line(sell.lines.current);
    const isLine = Boolean(line?.priced) && line.ask.asked_amount === undefined && !line.pack.fixed;
    byId('discount-on-line').checked = isLine;
    byId('discount-on-basket').checked = !isLine;
    setHidden(byId('discount-on-line').parentElement, !isLine);
    return this.show(sell, more, (found) => (found ? packTitle(found.pack) : ''));
  }

  get #isOnLine() {
    return byId('discount-on-line').checked;
  }

  fill(more) {
    const { basket } = this.sell;
    const now = this.#isOnLine ? this.line.ask.discount : basket.discount;
    this.field.value = more || discountText(now);
  }

  read(text) {
    return readDiscount(text);
  }

  /** @returns {() => void} back to what it was */
  apply(discount) {
    const { basket } = this.sell;
    if (!this.#isOnLine) {
      const before = basket.discount;
      basket.setDiscount(discount);
      return () => basket.setDiscount(before);
    }
    const { key, ask } = this.line;
    const before = ask.discount ?? null;
    basket.setLineDiscount(key, discount);
    return () => basket.setLineDiscount(key, before);
  }
}

class PriceDialog extends HandDialog {
  constructor(till) {
    super(till, 'price');
  }

  open(sell, more) {
    const line = sell.basket.line(sell.lines.current);
    if (!line?.pack) return refuse(say('no_line'));
    this.picked = line;
    return this.show(sell, more, () => packTitle(line.pack));
  }

  fill(more) {
    this.line = this.picked;
    const { ask, priced } = this.line;
    this.field.value = more || (priced ? rupiah(ask.price ?? priced.unit_price) : '');
  }

  /** Nothing typed: the list's price again. */
  read(text) {
    return text.trim() ? amountOf(text) : null;
  }

  apply(price) {
    const { key, ask } = this.line;
    const before = ask.price ?? null;
    this.sell.basket.setPrice(key, price);
    return () => this.sell.basket.setPrice(key, before);
  }
}
