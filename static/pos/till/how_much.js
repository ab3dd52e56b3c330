/** Asks how much of a member's money: into which account, paid with what, out of which note. */
import { day, rupiah } from '../../core/format.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { Refused, money } from './parse.js';
import { TENDERS, drawnFrom, paidInto, suggestion } from './share_money.js';
import { say } from './words.js';

export class HowMuch {
  #till;
  #task = 'in';
  #standing = null;

  constructor(till) {
    this.#till = till;
    byId('money-accounts').addEventListener('change', () => this.#showSuggestion());
    byId('money-tenders').addEventListener('change', () => this.#showGiven());
    byId('money-all').addEventListener('click', () => this.#take(this.#suggestion()));
    byId('money-due').addEventListener('click', () => this.#take(this.#standing.dueNow));
  }

  /** @param {import('./share_money.js').Standing} standing newer figures take nothing typed back */
  show(task, standing) {
    this.#task = task;
    this.#standing = standing;
    this.#choices('money-accounts', this.#accounts(), 'account');
    this.#choices('money-tenders', TENDERS[this.#task].filter((tender) => this.#mayPay(tender)), 'tender');
    const facts = this.#facts().map(([word, value]) => fact(say(word), value));
    byId('money-facts').replaceChildren(...facts);
    this.#showSuggestion();
    this.#showGiven();
  }

  #accounts() {
    if (this.#task === 'in') return paidInto(this.#standing);
    return this.#task === 'out' ? drawnFrom(this.#standing) : [];
  }

  #mayPay(tender) {
    return tender !== 'savings' || this.#standing.savings > 0;
  }

  #facts() {
    const { credit, savings, surplus, dueOn, wajibDue, isFresh } = this.#standing;
    const known = isFresh ? '' : say('money_as_known');
    if (this.#task === 'bon') {
      return [['money_owed', `${rupiah(credit)} ${known}`], ...(dueOn ? [['money_due', day(dueOn)]] : [])];
    }
    const saved = [['money_saved', savings === null ? '–' : `${rupiah(savings)} ${known}`]];
    if (this.#task === 'out' && surplus > 0) return [...saved, ['money_surplus', rupiah(surplus)]];
    return this.#task === 'in' && wajibDue ? [...saved, ['money_wajib_due', rupiah(wajibDue)]] : saved;
  }

  /** The same choices stay as they are, so that newer figures take nothing back. */
  #choices(id, values, name) {
    const box = byId(id);
    const offered = [...box.querySelectorAll('input')].map(({ value }) => value);
    if (offered.join() !== values.join()) {
      box.replaceChildren(...values.map((value) => choice(name, value)));
    }
    if (values.length && !chosen(id)) box.querySelector('input').checked = true;
    setHidden(box.closest('fieldset'), values.length < 2);
  }

  #suggestion() {
    return suggestion(this.#task, chosen('money-accounts'), this.#standing, this.#till.catalogue.shareMoney);
  }

  #showSuggestion() {
    const amount = this.#suggestion();
    setHidden(byId('money-all'), !(amount > 0));
    setText(byId('money-all'), say(`money_all_${this.#task}`, { amount: rupiah(amount) }));
    const { dueNow, credit } = this.#standing;
    setHidden(byId('money-due'), this.#task !== 'bon' || !(dueNow > 0 && dueNow < credit));
    setText(byId('money-due'), say('money_due_now', { amount: rupiah(dueNow) }));
  }

  #take(amount) {
    byId('money-amount').value = rupiah(amount);
    byId('money-amount').focus();
  }

  #showGiven() {
    setHidden(byId('money-given-part'), this.#task === 'out' || chosen('money-tenders') !== 'cash');
  }

  /** @returns {object} what is asked for, or `{problem: {sentence, field}}` */
  typed() {
    const hasGiven = !byId('money-given-part').hidden && byId('money-given').value.trim();
    try {
      return {
        task: this.#task,
        amount: read('money-amount'),
        given: hasGiven ? read('money-given') : null,
        tender: chosen('money-tenders'),
        account: chosen('money-accounts') ?? 'sukarela',
      };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { problem: error };
    }
  }
}

/** What stands in a field is no amount: `sentence` says why. */
class Unreadable extends Error {
  constructor(sentence, field) {
    super(sentence);
    this.sentence = sentence;
    this.field = field;
  }
}

function read(field) {
  const { value } = byId(field);
  try {
    return money(value);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const word = error.why === 'empty' ? 'money_no_amount' : `money_${error.why}`;
    throw new Unreadable(say(word, { text: value }), field);
  }
}

function chosen(id) {
  return byId(id).querySelector('input:checked')?.value;
}

function choice(name, value) {
  const label = copyOf('money-choice-template');
  const input = label.querySelector('input');
  input.name = `money-${name}`;
  input.value = value;
  setText(label.querySelector('span'), say(`money_${name}_${value}`));
  return label;
}

function fact(word, value) {
  const row = copyOf('fact-template');
  setText(row.querySelector('dt'), word);
  setText(row.querySelector('dd'), value);
  return row;
}
