/**
 * BAYAR BON, SETOR, TARIK: whose money, how much, one question with the name in large letters, and
 * what to hand over. A scanned card names the member at any time before the question.
 */
import { rupiah } from '../../core/format.js';
import { Unreachable } from './api.js';
import { approve } from './approve.js';
import { byId, setHidden, setText } from './dom.js';
import { HowMuch } from './how_much.js';
import { newId } from './ids.js';
import { MemberChoice, whoIs } from './member_choice.js';
import { moneyPath, usedSince, withUse } from './member_use.js';
import {
  bonPaymentDocument, memberMoneyDocument, obstacle, reckon, standingOf, useOf,
} from './share_money.js';
import { beep } from './sound.js';
import { say } from './words.js';

const PATIENCE = 3_000;
const FACES = ['who', 'what', 'ask', 'done'];
const FOCUS = { who: 'money-member', what: 'money-amount', ask: 'money-next', done: 'money-next' };
const PATHS = { bon: '/bon-payments', in: '/member-money', out: '/member-money' };

/** @type {import('./commands.js').Command[]} */
export const MONEY_COMMANDS = [
  { word: 'BAYAR BON', also: 'BAYAR KASBON', label: 'command_bon', group: 'member', takesMore: true, run: begin('bon') },
  { word: 'SETOR', label: 'command_deposit', group: 'member', takesMore: true, run: begin('in') },
  { word: 'TARIK', label: 'command_withdraw', group: 'member', takesMore: true, run: begin('out') },
];

let dialog = null;

function begin(task) {
  return (till, more, sell) => {
    dialog ??= new MoneyDialog(till);
    const { catalogue } = till;
    const find = (text) => (task === 'in' ? catalogue.findPayer(text) : catalogue.findMember(text));
    const named = more ? find(more) : null;
    dialog.open(task, named ?? (more ? null : sell.basket.member), more);
  };
}

class MoneyDialog {
  #till;
  #members;
  #how;
  #dialog = byId('money-dialog');
  #task = 'in';
  #face = 'who';
  #member = null;
  #standing = null;
  #payment = null;
  #sum = null;

  constructor(till) {
    this.#till = till;
    this.#members = new MemberChoice(till, (member) => this.#choose(member));
    this.#how = new HowMuch(till);
    byId('money-cancel').addEventListener('click', () => this.#back());
    byId('money-form').addEventListener('input', () => setText(byId('money-message'), ''));
    byId('money-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#next();
    });
    // A key held down must not answer the question that it has just asked.
    this.#dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.repeat) event.preventDefault();
    });
    this.#dialog.addEventListener('cancel', (event) => {
      if (this.#face !== 'ask') return;
      event.preventDefault();
      this.#back();
    });
    this.#dialog.addEventListener('scan', (event) => this.#scanned(event));
  }

  open(task, member, query) {
    this.#task = task;
    byId('money-form').reset();
    setText(byId('money-title'), say(`money_title_${task}`));
    this.#show('who');
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#members.ask(member ? '' : query, task);
    if (member) this.#choose(member);
    else byId('money-member').focus();
  }

  #show(face) {
    this.#face = face;
    for (const each of FACES) setHidden(byId(`money-${each}`), each !== face);
    setText(byId('money-message'), '');
    setText(byId('money-next').firstElementChild, say(`money_next_${face}`));
    setText(byId('money-cancel').firstElementChild, say(face === 'ask' ? 'money_back' : 'money_cancel'));
    setHidden(byId('money-cancel'), face === 'done');
    byId(FOCUS[face]).focus();
  }

  #back() {
    if (this.#face === 'ask') this.#show('what');
    else this.#dialog.close();
  }

  #next() {
    if (this.#face === 'who') this.#pick();
    else if (this.#face === 'what') this.#ask();
    else if (this.#face === 'ask') this.#keep();
    else this.#dialog.close();
  }

  #complain(sentence, field = FOCUS[this.#face]) {
    setText(byId('money-message'), sentence);
    beep('bad');
    byId(field).focus();
    byId(field).select?.();
  }

  // Whose

  #scanned(event) {
    const member = ['who', 'what'].includes(this.#face) && this.#members.find(event.detail);
    if (!member) return;
    event.preventDefault();
    beep('good');
    byId('money-form').reset();
    this.#choose(member);
  }

  /** A number, a card, or the only name like it; never the first of several. */
  #pick() {
    const refusal = this.#members.pick();
    if (refusal) this.#complain(refusal);
  }

  async #choose(member) {
    this.#member = member;
    const use = await usedSince(this.#till.store, member.id);
    this.#standing = standingOf(member, use, { today: this.#till.conditions().on });
    setText(byId('money-name'), member.name.toUpperCase());
    setText(byId('money-number'), whoIs(member));
    this.#how.show(this.#task, this.#standing);
    this.#show('what');
    await this.#askServer(member);
  }

  /** What the server knows is newer, and includes savings of other shops' members. */
  async #askServer(member) {
    const fresh = this.#till.isOnline ? await this.#fresh(member) : null;
    if (this.#member !== member || this.#face !== 'what') return;
    if (fresh) {
      const today = this.#till.conditions().on;
      this.#standing = standingOf(fresh, { kasbon: 0, savings: 0 }, { isFresh: true, today });
      this.#how.show(this.#task, this.#standing);
    }
    const why = obstacle(this.#task, this.#standing);
    if (why) this.#complain(say(why, { name: member.name }));
  }

  /** Null while something of this till is still on its way: then the till's own figures hold. */
  async #fresh(member) {
    if (await this.#till.store.countUnsent()) return null;
    try {
      const { status, answer } = await this.#till.api.get(moneyPath(member), { patience: PATIENCE });
      return status === 200 ? answer : null;
    } catch (error) {
      if (error instanceof Unreachable) return null;
      throw error;
    }
  }

  // How much

  #ask() {
    const why = obstacle(this.#task, this.#standing);
    if (why) return this.#complain(say(why, { name: this.#member.name }));
    const { problem, ...typed } = this.#how.typed();
    if (problem) return this.#complain(problem.sentence, problem.field);
    const sum = reckon(typed, this.#standing, this.#till.catalogue.rounding);
    if (sum.why) {
      const { credit, savings, surplus } = this.#standing;
      const field = sum.why === 'money_given_short' ? 'money-given' : 'money-amount';
      const known = { owed: rupiah(credit), saved: rupiah(savings ?? 0), surplus: rupiah(surplus) };
      return this.#complain(say(sum.why, known), field);
    }
    this.#payment = { ...typed, member: this.#member };
    this.#sum = sum;
    return this.#showQuestion();
  }

  #showQuestion() {
    const { amount, account, tender, member } = this.#payment;
    setText(byId('money-question'), say(`money_ask_${this.#task}`, {
      amount: rupiah(amount), account: say(`money_account_${account}`), tender: say(`money_tender_${tender}`),
    }));
    setText(byId('money-whose'), member.name.toUpperCase());
    setText(byId('money-whose-number'), whoIs(member));
    this.#show('ask');
  }

  // Kept, and what to hand over

  async #keep() {
    const approvals = await this.#agreed();
    if (!approvals) return;
    byId('money-form').inert = true;
    try {
      const document = await this.#save(approvals);
      byId('money-form').inert = false;
      this.#showDone(document);
    } catch (error) {
      byId('money-form').inert = false;
      this.#complain(say('not_kept', { why: error.message }));
    }
  }

  /** A large withdrawal needs somebody else; null: nobody agreed. */
  async #agreed() {
    const { amount, member } = this.#payment;
    const limit = this.#till.catalogue.approvals.limits.withdrawal ?? Infinity;
    if (this.#task !== 'out' || amount <= limit) return [];
    const approval = await approve(this.#till, { action: 'withdrawal', amount, subject: member.name });
    return approval && [approval];
  }

  async #save(approvals) {
    const { operator, shift, device, store } = this.#till;
    const head = { id: newId(), at: new Date(), till: device.till, operatorId: operator.id, shiftId: shift.id };
    const made = { head, payment: this.#payment, sum: this.#sum, approvals };
    const changes = await withUse(store, this.#member.id, useOf(this.#payment, this.#sum));
    const build = this.#task === 'bon' ? bonPaymentDocument : memberMoneyDocument;
    return this.#till.keep((numbers) => ({
      path: PATHS[this.#task], document: build(numbers, made), changes,
    }));
  }

  #showDone({ number }) {
    const { amount } = this.#payment;
    const handOver = this.#task === 'out' ? amount : this.#sum.change;
    setText(byId('money-hand-word'), say(this.#task === 'out' ? 'money_hand_out' : 'money_hand_change'));
    setText(byId('money-hand-over'), rupiah(handOver));
    setText(byId('money-kept'), say(`money_kept_${this.#task}`, { amount: rupiah(amount), name: this.#member.name, number }));
    setText(byId('money-left'), this.#left());
    this.#show('done');
    beep('good');
  }

  #left() {
    const { amount, account } = this.#payment;
    const { credit, savings, surplus } = this.#standing;
    if (account === 'shu') return say('money_left_surplus', { amount: rupiah(surplus - amount) });
    if (this.#task === 'bon') return say('money_left_owed', { amount: rupiah(credit - amount) });
    if (account !== 'sukarela' || savings === null) return '';
    return say('money_left_saved', { amount: rupiah(this.#task === 'in' ? savings + amount : savings - amount) });
  }
}
