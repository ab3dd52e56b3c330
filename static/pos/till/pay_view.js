/**
 * The right-hand side of the till: total, notes, tender and change. It shows one of three
 * faces: *total* while selling, *tender* while cash is typed, *paid* with the giant change.
 */
import { number, rupiah } from '../../core/format.js';
import { byId, isTouch, setHidden, setText } from './dom.js';
import { Refused, money } from './parse.js';
import { reckon, suggestions } from './tender.js';
import { say } from './words.js';

const NOTE_BUTTONS = 4;

export class PayView {
  #panel = byId('pay-panel');
  #faces = { total: byId('face-total'), tender: byId('face-tender'), paid: byId('face-paid') };
  #given = byId('given');
  #due = 0;
  #shown = null;

  /**
   * @param {object} hooks
   * @param {(given: number) => void} hooks.onTender somebody hands over so much
   * @param {(sentence: string) => void} hooks.onRefused the typed amount cannot be used
   */
  constructor({ onTender, onRefused }) {
    this.hooks = { onTender, onRefused };
    this.#panel.addEventListener('click', (event) => {
      const note = event.target.closest('[data-note]');
      if (note) onTender(Number(note.dataset.note));
    });
    byId('face-tender').addEventListener('submit', (event) => {
      event.preventDefault();
      this.tender();
    });
    this.#given.addEventListener('input', () => this.#preview());
    this.#given.addEventListener('pointerdown', () => { this.#given.inputMode = 'numeric'; });
  }

  /** @param {import('./basket.js').Basket} basket */
  showTotal(basket) {
    const { total, cash, lines, problems, member } = basket;
    const shown = [total, cash, lines.length, problems.length, member?.id].join();
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#due = cash;
    setAmount(byId('total'), cash);
    setText(byId('count'), say('line_count', { n: lines.length }));
    setText(byId('rounding'), cash === total ? '' : say('rounded', { total: rupiah(total), rounding: rupiah(cash - total) }));
    const isPayable = lines.length > 0 && problems.length === 0;
    byId('exact').setAttribute('aria-disabled', String(!isPayable));
    byId('pay').setAttribute('aria-disabled', String(!isPayable));
    setHidden(byId('to-settle'), problems.length === 0);
    setText(byId('to-settle'), say('to_settle', { n: problems.length }));
    this.#showNotes(byId('notes'), isPayable);
    this.#showMember(member);
  }

  /** @param {'total'|'tender'|'paid'} name */
  face(name) {
    for (const [key, face] of Object.entries(this.#faces)) setHidden(face, key !== name);
    this.#panel.dataset.face = name;
  }

  /** Ask how much cash the customer gives. */
  askTender() {
    setAmount(byId('due'), this.#due);
    this.#given.value = '';
    this.#given.inputMode = isTouch() ? 'none' : 'numeric';
    this.#showNotes(byId('tender-notes'), true);
    this.#preview();
    this.face('tender');
    this.#given.focus({ preventScroll: true });
  }

  /** Take the amount typed in the tender field. */
  tender() {
    const text = this.#given.value.trim();
    try {
      this.hooks.onTender(money(text));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.hooks.onRefused(say(`money_${error.why}`, { text }));
      this.#given.select();
    }
  }

  /** Say what is wrong with a tender under its field. */
  complain(sentence) {
    setText(byId('tender-hint'), sentence);
    byId('tender-hint').classList.add('is-bad');
  }

  /** One press is enough: nothing can be pressed again until this is over. */
  setBusy(busy) {
    this.#panel.inert = busy;
    this.#panel.setAttribute('aria-busy', String(busy));
  }

  /** @param {object} sale the document that was kept */
  showPaid(sale) {
    const [{ amount, given, change }] = sale.tenders;
    setAmount(byId('change'), change);
    setText(byId('paid-total'), rupiah(amount));
    setText(byId('paid-given'), rupiah(given));
    setText(byId('paid-number'), sale.number);
    this.face('paid');
  }

  #showNotes(box, isPayable) {
    const notes = isPayable ? suggestions(this.#due, NOTE_BUTTONS) : [];
    [...box.children].forEach((button, position) => {
      const note = notes[position];
      setHidden(button, note === undefined);
      if (note !== undefined) {
        button.dataset.note = String(note);
        setText(button, number(note));
      }
    });
  }

  #showMember(member) {
    setHidden(byId('member-none'), member !== null);
    setHidden(byId('member-chosen'), member === null);
    if (!member) return;
    setText(byId('member-name'), member.name);
    setText(byId('member-number'), member.number);
  }

  #preview() {
    const hint = byId('tender-hint');
    hint.classList.remove('is-bad');
    setText(hint, this.#given.value.trim() ? this.#outcome(this.#given.value) : say('tender_hint'));
  }

  #outcome(text) {
    try {
      const { short, change } = reckon(this.#due, money(text));
      return short ? say('short', { amount: rupiah(short) }) : say('will_return', { amount: rupiah(change) });
    } catch (error) {
      if (error instanceof Refused) return '';
      throw error;
    }
  }
}

/** A giant amount; its length is told to the style sheet, so that millions fit as well. */
function setAmount(element, amount) {
  const text = number(amount);
  setText(element, text);
  element.parentElement.dataset.length = String(text.length);
}
