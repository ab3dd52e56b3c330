/**
 * The other ways of paying than cash, each with its question: has the money come, whose credit is
 * it, what is the reference. What is answered becomes a part of the payment.
 */
import { day, number, rupiah } from '../../core/format.js';
import { Unreachable } from './api.js';
import { approve } from './approve.js';
import { CreditPlan } from './credit_plan.js';
import { onceClosed } from './dialogs.js';
import { display } from './display.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { NOTHING, blockedSince, creditLeft, moneyPath, savingsLeft, usedSince } from './member_use.js';
import { refuse } from './notice.js';
import { drawCode, qrisPayload } from './qris_code.js';
import { VoucherWay } from './voucher_way.js';
import { say } from './words.js';

/**
 * Whether a reference is typed, whether the money may still be under way, whether a member pays.
 * A voucher asks in its own dialog (voucher_way.js).
 */
const WAYS = {
  qris: { mayWait: true },
  transfer: { mayWait: true, hasReference: true },
  kasbon: { isOfMember: true },
  savings: { isOfMember: true },
  voucher: {},
};

/** Milliseconds to wait for the server's word while a customer waits. */
const PATIENCE = 3_000;

export class Ways {
  #till;
  #dialog = byId('way-dialog');
  #plan = new CreditPlan();
  #voucher;
  #way = null;
  #answer = null;
  #resolve = null;

  /** @param {import('./till.js').Till} till */
  constructor(till) {
    this.#till = till;
    this.#voucher = new VoucherWay(till);
    byId('way-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#end(true);
    });
    byId('way-wait').addEventListener('click', () => this.#end(false));
    byId('way-cancel').addEventListener('click', () => this.#dialog.close());
    onceClosed(this.#dialog, () => display.ask(null));
    this.#dialog.addEventListener('close', () => this.#resolve?.(this.#answer));
  }

  /** Whether a member has to be known first. */
  static isOfMember(kind) {
    return WAYS[kind].isOfMember === true;
  }

  /**
   * Ask what has to be asked. Null: it was not paid in this way.
   * @param {string} kind
   * @param {{amount: number, rest: number, member: object|null, parts: object[]}} wish `rest` is all
   *   that is left to pay, `parts` what was paid already
   * @returns {Promise<import('./payment.js').Part|null>}
   */
  async take(kind, wish) {
    if (kind === 'voucher') return this.#voucher.take(wish);
    const { amount, member } = wish;
    const { facts, refusal, isOver = false, terms = null } = await this.#look(kind, amount, member);
    if (refusal) {
      refuse(refusal);
      return null;
    }
    this.#show(kind, { amount, member, facts, isOver, terms });
    const answer = await new Promise((resolve) => { this.#resolve = resolve; });
    if (!answer) return null;
    const part = { kind, amount, ...(member?.isCustomer ? { customer_id: member.id } : {}), ...answer };
    return isOver ? this.#approved(part, member) : part;
  }

  /** What the clerk should see before saying yes, or why it cannot be. */
  async #look(kind, amount, member) {
    if (kind === 'qris') return this.#lookAtQris(amount);
    if (!WAYS[kind].isOfMember) return { facts: [] };
    const leftOf = kind === 'kasbon' ? creditLeft : savingsLeft;
    const [known, use] = await this.#standing(member, (who, used) => {
      const left = leftOf(who, used);
      return left !== null && amount <= left && !(kind === 'kasbon' && this.#blockedSince(who, used));
    });
    return kind === 'kasbon' ? this.#lookAtCredit(amount, known, use) : lookAtSavings(amount, known, use);
  }

  /** What this till knows of a member; where that is not enough, what the server knows now. */
  async #standing(member, isEnough) {
    const { store, api, isOnline } = this.#till;
    const use = await usedSince(store, member.id);
    if (isEnough(member, use) || !isOnline) return [member, use];
    try {
      const { status, answer } = await api.get(moneyPath(member), { patience: PATIENCE });
      if (status !== 200) return [member, use];
      return [{ ...member, ...answer }, (await store.countUnsent()) ? use : NOTHING];
    } catch (error) {
      if (error instanceof Unreachable) return [member, use];
      throw error;
    }
  }

  #lookAtQris(amount) {
    const { limit } = this.#till.catalogue.qris;
    const refusal = amount > limit ? say('qris_limit', { limit: rupiah(limit) }) : null;
    return { facts: [], refusal };
  }

  /** The rule stops new credit; what was sold elsewhere meanwhile is booked all the same. */
  #blockedSince(member, use) {
    const { creditBlockedAfter: after } = this.#till.catalogue;
    return blockedSince(member, use, { today: this.#till.conditions().on, after });
  }

  #lookAtCredit(amount, member, use) {
    const since = this.#blockedSince(member, use);
    if (since) return { refusal: say('credit_blocked', { name: member.name, day: day(since) }) };
    const left = creditLeft(member, use);
    const { creditDays, instalmentsMost, rounding } = this.#till.catalogue;
    const terms = {
      amount, on: this.#till.conditions().on, days: creditDays, most: instalmentsMost, unit: rounding.unit,
    };
    const facts = [
      ['credit_left', left === null ? '–' : rupiah(left)],
      ['credit_after', left === null ? '–' : rupiah(left - amount)],
    ];
    if (member.due_on) facts.splice(1, 0, ['credit_oldest', day(member.due_on)]);
    return { facts, terms, isOver: left === null || amount > left };
  }

  async #approved(part, member) {
    const wish = { action: 'credit', amount: part.amount, subject: member.name };
    const approval = await approve(this.#till, wish);
    return approval && { ...part, approval };
  }

  #show(kind, { amount, member, facts, isOver, terms }) {
    const { mayWait = false, hasReference = false } = WAYS[kind];
    this.#way = { kind, hasReference };
    this.#answer = null;
    setText(byId('way-title'), say(`way_${kind}`));
    setText(byId('way-amount'), number(amount));
    setText(byId('way-member'), member && WAYS[kind].isOfMember ? say(member.isCustomer ? 'way_customer' : 'way_member', member) : '');
    setText(byId('way-question'), say(question(kind, member, isOver)));
    byId('way-facts').replaceChildren(...facts.map(fact));
    byId('way-facts').classList.toggle('is-over', isOver);
    setHidden(byId('way-facts'), facts.length === 0);
    setHidden(byId('way-wait'), !mayWait);
    setText(byId('way-yes').firstElementChild, say(`yes_${kind}`));
    this.#showReference(kind);
    this.#showCode(kind, amount);
    this.#plan.show(terms);
    this.#dialog.showModal();
    (hasReference ? byId('way-reference') : this.#plan.field ?? byId('way-yes')).focus();
  }

  #showReference(kind) {
    setHidden(byId('way-reference-part'), !this.#way.hasReference);
    byId('way-reference').value = '';
    setText(byId('way-message'), '');
    if (this.#way.hasReference) setText(byId('way-reference-label'), say(`reference_${kind}`));
  }

  /** The shop's own code asking for this amount, where the provider allows it. */
  #showCode(kind, amount) {
    const payload = kind === 'qris' ? qrisPayload(this.#till.catalogue.qris, amount) : null;
    const label = say('qris_code', { amount: rupiah(amount) });
    byId('way-code').replaceChildren(...(payload ? [drawCode(payload, label)] : []));
    setHidden(byId('way-code'), !payload);
    if (kind === 'qris') setText(byId('way-question'), say(payload ? 'ask_qris_code' : 'ask_qris'));
    if (payload) display.ask({ amount, payload });
  }

  #end(isConfirmed) {
    const reference = byId('way-reference').value.trim();
    if (this.#way.hasReference && !reference) {
      setText(byId('way-message'), say('reference_empty'));
      byId('way-reference').focus();
      return;
    }
    this.#answer = {
      ...this.#plan.answer,
      ...(reference ? { reference } : {}),
      ...(isConfirmed ? {} : { confirmed: false }),
    };
    this.#dialog.close();
  }
}

function question(kind, member, isOver) {
  if (isOver) return 'ask_kasbon_over';
  return kind === 'kasbon' && member.isCustomer ? 'ask_kasbon_customer' : `ask_${kind}`;
}

function lookAtSavings(amount, member, use) {
  const left = savingsLeft(member, use);
  if (left === null) return { refusal: say('savings_unknown', member) };
  if (amount > left) return { refusal: say('savings_short', { name: member.name, left: rupiah(left) }) };
  return { facts: [['savings_left', rupiah(left)], ['savings_after', rupiah(left - amount)]] };
}

function fact([key, value]) {
  const row = copyOf('fact-template');
  setText(row.firstElementChild, say(key));
  setText(row.lastElementChild, value);
  return row;
}
