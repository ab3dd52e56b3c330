/** From the total to the change: takes what is paid, keeps the sale once, shows what to return. */
import { rupiah } from '../../core/format.js';
import { display } from './display.js';
import { byId, setHidden, setText } from './dom.js';
import { saleDocument } from './documents.js';
import { newId } from './ids.js';
import { withUse } from './member_use.js';
import { refuse, tell } from './notice.js';
import { Refused, money } from './parse.js';
import { PayView, summary } from './pay_view.js';
import { Payment, keepable } from './payment.js';
import { agreeToHand } from './price_dialogs.js';
import { beep } from './sound.js';
import { isPart, reckon } from './tender.js';
import { Ways } from './ways.js';
import { say } from './words.js';

export class Checkout {
  /** @type {'selling'|'tendering'|'saving'|'paid'} */
  phase = 'selling';
  payment = new Payment();
  /** The way of paying that waits until a member is known. */
  awaited = null;
  #till;
  #basket;
  #hooks;
  #ways;
  #confirmed = null;

  /**
   * @param {import('./till.js').Till} till
   * @param {import('./basket.js').Basket} basket
   * @param {object} hooks
   * @param {(action: () => void) => void} hooks.inTurn after the scans that came before
   * @param {(line: object) => void} hooks.onProblem this line has to be settled first
   * @param {() => void} hooks.onMemberWanted somebody's credit or savings: whose?
   * @param {() => void} hooks.onRepriced paid by kasbon, or not after all: other prices hold
   * @param {() => void} hooks.onPaid the sale is kept
   * @param {() => void} hooks.onFree another action may begin
   */
  constructor(till, basket, hooks) {
    this.#till = till;
    this.#basket = basket;
    this.#hooks = hooks;
    this.#ways = new Ways(till);
    this.view = new PayView({
      onTender: (given, keep) => hooks.inTurn(() => this.tender(given, keep)),
      onWay: (kind, amount) => hooks.inTurn(() => this.payBy(kind, amount)),
      onDrop: (position) => hooks.inTurn(() => this.#drop(position)),
      onRefused: (sentence) => this.#refuse(sentence),
    });
    for (const id of ['exact', 'tender-exact']) {
      byId(id).addEventListener('click', () => hooks.inTurn(() => this.tender(this.#due)));
    }
    byId('tender-back').addEventListener('click', () => this.leaveTender());
  }

  /** What was paid of the basket that was here before a reload. */
  async restore() {
    this.payment.parts = (await this.#till.store.get('payment')) ?? [];
    if (this.payment.isEmpty) return;
    this.#priceFor(null);
    this.show();
  }

  /** F9: the text of the input line is the cash given; without one, ask for it. */
  press(text) {
    if (this.phase === 'tendering') return this.view.tender();
    if (!this.#isPayable()) return true;
    if (text) return this.#payTyped(text);
    this.openTender();
    return true;
  }

  openTender() {
    if (!this.#isPayable()) return;
    this.phase = 'tendering';
    this.show();
    this.view.askTender();
  }

  /** So much cash is handed over: enough of it ends the sale, at the first press. */
  tender(given, keep = null) {
    if (!this.#isPayable()) return;
    const { short, change, suspicious } = reckon(this.#due, given);
    if (short) {
      this.#takePart(given, short);
    } else if (suspicious && this.#confirmed !== given) {
      this.#confirmed = given;
      this.#refuse(say('suspicious', { given: rupiah(given), change: rupiah(change) }));
    } else {
      this.#keep(given, keep && change ? { kind: keep.kind, amount: keep.isAll ? change : keepable(change) } : null);
    }
  }

  /** Another way than cash takes so much, or all that is left. */
  async payBy(kind, asked = null, customer = null) {
    if (!this.#isPayable()) return;
    const member = this.#basket.member ?? (kind === 'kasbon' ? customer ?? this.#debtor : null);
    if (Ways.isOfMember(kind) && !member) {
      this.awaited = kind;
      this.#hooks.onMemberWanted();
      return;
    }
    this.#priceFor(kind);
    const rest = this.payment.rest(this.#basket.total);
    const amount = asked ?? rest;
    const isTooMuch = amount > rest && kind !== 'voucher';
    const { parts } = this.payment;
    if (!rest || !amount || isTooMuch) this.#refuse(say('part_too_large', { rest: rupiah(rest) }));
    else this.#took(await this.#ways.take(kind, { amount, rest, member, parts }));
    this.#priceFor(null);
  }

  /** Whose card or name a way waits for: credit may be anybody's who is known. */
  get whoIsWanted() {
    const isAnybody = this.awaited === 'kasbon' && this.#till.catalogue.customers.length > 0;
    return isAnybody ? 'debtor' : 'member';
  }

  /** Who is no member and buys on credit: the question that waited goes on. */
  onCustomer(customer) {
    this.awaited = null;
    this.openTender();
    if (this.phase === 'tendering') this.payBy('kasbon', null, customer);
  }

  /** The customer who has already taken a part of this basket on credit. */
  get #debtor() {
    const part = this.payment.parts.find(({ customer_id: customerId }) => customerId);
    return this.#till.catalogue.customers.find(({ id }) => id === part?.customer_id) ?? null;
  }

  leaveTender() {
    if (this.phase !== 'tendering') return;
    this.phase = 'selling';
    this.#confirmed = null;
    this.view.face('total');
    this.#hooks.onFree();
  }

  /** The basket is put aside, and with it what was paid of it. */
  putAside() {
    this.leaveTender();
    const { parts } = this.payment;
    this.payment.clear();
    this.#keepParts();
    return parts;
  }

  takeUp(parts = []) {
    this.payment.parts = parts;
    this.#priceFor(null);
    this.#keepParts();
  }

  /** The change has been read: the next sale begins. */
  startNext() {
    this.phase = 'selling';
    this.view.face('total');
  }

  /** Somebody else's credit and savings are not paid with; the way that waited goes on. */
  onMember(member, isAnother) {
    const { awaited } = this;
    this.awaited = null;
    if (isAnother && !this.payment.isEmpty) {
      this.payment.forgetMember();
      this.#keepParts();
    }
    if (!awaited || !member) return;
    this.openTender();
    if (this.phase === 'tendering') this.payBy(awaited);
  }

  /** @param {{number: string, total: number, change: number}|null} sale */
  showLast(sale) {
    setHidden(byId('last-sale'), !sale);
    if (!sale) return;
    const { number, total, change } = sale;
    setText(byId('last-sale'), say('last_sale', { number, total: rupiah(total), change: rupiah(change) }));
  }

  /** What is left to be paid in cash. */
  get #due() {
    return this.payment.cash(this.#basket.total, this.#basket.conditions().rounding);
  }

  /** Less cash than is due is a part, and another way pays the rest; a few rupiah are asked twice. */
  #takePart(given, short) {
    const { unit } = this.#basket.conditions().rounding;
    const sentence = say('short', { amount: rupiah(short) });
    if (this.phase !== 'tendering' || !given) this.#refuse(sentence);
    else if (given % unit) this.#refuse(say('cash_unit', { unit: rupiah(unit) }));
    else if (!isPart(given) && this.#confirmed !== given) {
      this.#confirmed = given;
      this.#refuse(say('short_or_part', { amount: rupiah(short) }));
    } else this.#took({ kind: 'cash', amount: given });
  }

  /** Credit has prices of its own, where the shop set any. */
  #priceFor(kind) {
    const isCredit = kind === 'kasbon' || this.payment.parts.some((part) => part.kind === 'kasbon');
    if (isCredit === this.#basket.isCredit || this.phase === 'saving' || this.phase === 'paid') return;
    this.#basket.setCredit(isCredit);
    this.#hooks.onRepriced();
  }

  /** A part was paid; the last one ends the sale. */
  #took(part) {
    this.#confirmed = null;
    if (!part) return;
    this.payment.add(part);
    this.#keepParts();
    if (this.phase !== 'tendering') return;
    if (this.payment.rest(this.#basket.total) === 0) this.#keep(0, null);
    else this.view.askTender();
  }

  #drop(position) {
    this.payment.drop(position);
    this.#keepParts();
    this.#priceFor(null);
    if (this.phase === 'tendering') this.view.askTender();
  }

  #keepParts() {
    this.show();
    this.#till.keepBasketWith({ payment: this.payment.isEmpty ? null : this.payment.parts });
  }

  /** Draw what is to be paid, and what was. */
  show() {
    this.view.showTotal(this.#basket, this.payment);
  }

  /** False when the text is no amount; it stays to be corrected. */
  #payTyped(text) {
    try {
      this.tender(money(text));
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#refuse(say(`money_${error.why}`, { text }));
      return false;
    }
  }

  #isPayable() {
    if (this.phase !== 'selling' && this.phase !== 'tendering') return false;
    const { problems, isEmpty, total } = this.#basket;
    const over = this.payment.over(total);
    if (problems.length) {
      this.#refuse(say('to_settle', { n: problems.length }));
      this.#hooks.onProblem(problems[0]);
    } else if (isEmpty) {
      this.#refuse(say('nothing_to_pay'));
    } else if (over) {
      this.#refuse(say('overpaid', { amount: rupiah(over) }));
    }
    return !problems.length && !isEmpty && !over;
  }

  /** On the disk first; only then is it a sale and the change shown. */
  async #keep(given, keep) {
    const before = this.phase;
    this.phase = 'saving';
    if (this.#basket.unagreed.length && !await agreeToHand(this.#till, this.#basket)) {
      this.phase = before;
      this.#refuse(say('not_agreed'));
      this.#hooks.onFree();
      return;
    }
    this.view.setBusy(true);
    try {
      const uses = await this.#uses();
      this.#showPaid(await this.#till.keep((numbers) => this.#sale(numbers, { given, keep, uses })));
    } catch (error) {
      this.phase = this.payment.isEmpty ? 'selling' : before;
      if (this.phase === 'selling') this.view.face('total');
      this.#refuse(say('not_kept', { why: error.message }));
    }
    this.#confirmed = null;
    this.view.setBusy(false);
    this.#hooks.onFree();
  }

  #sale(numbers, { given, keep, uses }) {
    const { device, operator, shift } = this.#till;
    const { total } = this.#basket;
    const { rounding } = this.#basket.conditions();
    const document = saleDocument(numbers, {
      id: newId(), till: device.till, operatorId: operator.id, shiftId: shift.id,
      at: new Date(), basket: this.#basket, paid: this.payment.settle({ total, rounding, given, keep }),
      approvals: this.payment.approvals,
    });
    const changes = { basket: null, payment: null, last_sale: summary(document), ...uses };
    return { path: '/sales', document, changes };
  }

  /** What this sale takes of the member's credit and savings, for the next question. */
  #uses() {
    const paidBy = (kind) => this.payment.parts.reduce(
      (sum, part) => (part.kind === kind ? sum + part.amount : sum), 0,
    );
    const use = { kasbon: paidBy('kasbon'), savings: paidBy('savings') };
    return withUse(this.#till.store, this.#basket.member?.id ?? this.#debtor?.id, use);
  }

  #showPaid(sale) {
    this.phase = 'paid';
    this.payment.clear();
    this.view.showPaid(sale);
    this.showLast(summary(sale));
    display.showPaid(summary(sale));
    tell('');
    beep('paid');
    this.#hooks.onPaid();
  }

  #refuse(sentence) {
    refuse(sentence);
    if (this.phase === 'tendering') this.view.complain(sentence);
  }
}
