/**
 * The right-hand side of the till: total, notes, tender and change. It shows one of three
 * faces: *total* while selling, *tender* while it is being paid, *paid* with the giant change.
 */
import { day, number, rupiah } from '../../core/format.js';
import { byId, copyOf, isTouch, setHidden, setText } from './dom.js';
import { Refused, money } from './parse.js';
import { keepable } from './payment.js';
import { isPart, reckon, suggestions } from './tender.js';
import { say } from './words.js';

const NOTE_BUTTONS = 4;

export class PayView {
  #panel = byId('pay-panel');
  #faces = { total: byId('face-total'), tender: byId('face-tender'), paid: byId('face-paid') };
  #given = byId('given');
  #hooks;
  /** What is left to pay: in cash, and exactly. */
  #due = 0;
  #rest = 0;
  #hasMember = false;
  #shown = null;

  /**
   * @param {object} hooks
   * @param {(given: number, keep?: {kind: 'savings'|'donation', isAll: boolean}) => void} hooks.onTender
   *   somebody hands over so much cash, and may leave the small change, or all of it
   * @param {(kind: string, amount: number|null) => void} hooks.onWay another way than cash, for so
   *   much or for all that is left
   * @param {(position: number) => void} hooks.onDrop that part is not paid after all
   * @param {(sentence: string) => void} hooks.onRefused the typed amount cannot be used
   */
  constructor(hooks) {
    this.#hooks = hooks;
    this.#panel.addEventListener('click', ({ target }) => this.#press(target));
    byId('face-tender').addEventListener('submit', (event) => {
      event.preventDefault();
      this.tender();
    });
    this.#given.addEventListener('input', () => this.#preview());
    this.#given.addEventListener('pointerdown', () => { this.#given.inputMode = 'numeric'; });
  }

  /**
   * @param {import('./basket.js').Basket} basket
   * @param {import('./payment.js').Payment} payment
   */
  showTotal(basket, payment) {
    const { total, lines, problems, member } = basket;
    const { rounding } = basket.conditions();
    const due = payment.cash(total, rounding);
    const over = payment.over(total);
    const parts = JSON.stringify(payment.parts);
    const shown = [total, due, over, lines.length, problems.length, member?.id, parts].join();
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#due = due;
    this.#rest = payment.rest(total);
    this.#hasMember = member !== null;
    this.#showDue({ total, over, count: lines.length, hasParts: !payment.isEmpty });
    this.#showParts(payment.parts);
    const isPayable = lines.length > 0 && problems.length === 0 && over === 0;
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
    byId('sell').dataset.face = name;
  }

  /** Ask how it is paid. */
  askTender() {
    this.#given.value = '';
    this.#given.inputMode = isTouch() ? 'none' : 'numeric';
    this.#showNotes(byId('tender-notes'), true);
    this.#preview();
    this.face('tender');
    this.focus();
  }

  focus() {
    this.#given.focus({ preventScroll: true });
  }

  /** Take the cash typed in the tender field. */
  tender(keep) {
    const given = this.#read();
    if (given !== null) this.#hooks.onTender(given, keep);
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
    const { total, given, change } = summary(sale);
    const cash = sale.tenders.find(({ kind }) => kind === 'cash');
    const lent = sale.tenders.find(({ kind }) => kind === 'kasbon');
    const withoutCash = lent ? ['lent', lent.amount] : ['settled', total];
    const [word, amount] = cash ? ['change', change] : withoutCash;
    setText(byId('change-label'), say(word));
    setAmount(byId('change'), amount);
    setText(byId('paid-total'), rupiah(total));
    setHidden(byId('paid-given').parentElement, !cash);
    setText(byId('paid-given'), rupiah(given));
    setText(byId('paid-number'), sale.number);
    this.#showWays(sale);
    this.face('paid');
  }

  #press(target) {
    const { note, way, keep, all, drop } = target.closest('[data-note], [data-way], [data-keep], [data-drop]')?.dataset ?? {};
    if (note) this.#hooks.onTender(Number(note));
    else if (way) this.#takeWay(way);
    else if (keep) this.tender({ kind: keep, isAll: all !== undefined });
    else if (drop) this.#hooks.onDrop(Number(drop));
  }

  /** Without a typed amount another way takes all that is left. */
  #takeWay(kind) {
    const amount = this.#given.value.trim() ? this.#read() : null;
    if (amount !== null || !this.#given.value.trim()) this.#hooks.onWay(kind, amount);
  }

  /** The typed amount; null when it is none, which is said. */
  #read() {
    const text = this.#given.value.trim();
    try {
      return money(text);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#hooks.onRefused(say(`money_${error.why}`, { text }));
      this.#given.select();
      return null;
    }
  }

  #showDue({ total, over, count, hasParts }) {
    setText(byId('total-label'), say(hasParts ? 'rest' : 'total'));
    setText(byId('due-label'), say(hasParts ? 'rest' : 'to_pay'));
    setAmount(byId('total'), this.#due);
    setAmount(byId('due'), this.#due);
    setText(byId('count'), say('line_count', { n: count }));
    const difference = this.#due - this.#rest;
    const words = { total: rupiah(hasParts ? this.#rest : total), rounding: rupiah(difference) };
    const rounded = difference ? say(hasParts ? 'rest_rounded' : 'rounded', words) : '';
    setText(byId('rounding'), over ? say('overpaid', { amount: rupiah(over) }) : rounded);
    byId('rounding').classList.toggle('is-bad', over > 0);
    setText(byId('due-rounding'), difference ? say('exact_rest', { total: rupiah(this.#rest) }) : '');
  }

  #showParts(parts) {
    for (const id of ['parts', 'tender-parts']) {
      byId(id).replaceChildren(...parts.map(partRow));
      setHidden(byId(id), parts.length === 0);
    }
  }

  #showWays({ tenders, kept }) {
    const rows = tenders.filter(({ kind }) => kind !== 'cash').map((tender) => (
      [say(`tender_${tender.kind}`), rupiah(tender.amount), noteOn(tender)]
    ));
    if (kept?.savings) rows.push([say('kept_savings'), rupiah(kept.savings), '']);
    if (kept?.donation) rows.push([say('kept_donation'), rupiah(kept.donation), '']);
    for (const old of byId('paid-facts').querySelectorAll('.paid-way')) old.remove();
    byId('paid-number').parentElement.before(...rows.map(paidRow));
  }

  #showNotes(box, isPayable) {
    const notes = isPayable && this.#due ? suggestions(this.#due, NOTE_BUTTONS) : [];
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
    const { short, change } = this.#outcome();
    if (short) setText(hint, say(isPart(this.#due - short) ? 'short_part' : 'short', { amount: rupiah(short) }));
    else if (change !== undefined) setText(hint, say('will_return', { amount: rupiah(change) }));
    else setText(hint, this.#given.value.trim() ? '' : say('tender_hint'));
    setHidden(byId('tender-notes'), this.#given.value.trim() !== '');
    this.#showKeep(change);
  }

  /** Change may stay with the co-operative, only when somebody presses so. */
  #showKeep(change) {
    setHidden(byId('keep'), !change);
    if (!change) return;
    const amount = rupiah(keepable(change));
    setHidden(byId('keep-savings'), !this.#hasMember);
    setText(byId('keep-savings'), say('keep_savings', { amount }));
    setHidden(byId('keep-all'), !this.#hasMember || keepable(change) === change);
    setText(byId('keep-all'), say('keep_all', { amount: rupiah(change) }));
    setText(byId('keep-donation'), say('keep_donation', { amount }));
  }

  #outcome() {
    try {
      return this.#given.value.trim() ? reckon(this.#due, money(this.#given.value)) : {};
    } catch (error) {
      if (error instanceof Refused) return {};
      throw error;
    }
  }
}

/** What is shown of a sale that was paid, also after a reload. */
export function summary({ number: receipt, tenders, kept }) {
  const sum = (name) => tenders.reduce((total, tender) => total + tender[name], 0);
  const total = sum('amount') - (kept ? kept.savings + kept.donation : 0);
  const cash = tenders.find(({ kind }) => kind === 'cash');
  return { number: receipt, total, given: cash ? cash.given : 0, change: sum('change') };
}

function noteOn({ confirmed, due_on: dueOn }) {
  if (confirmed === false) return say('waiting');
  return dueOn ? say('lent_until', { day: day(dueOn) }) : '';
}

function paidRow([name, amount, note]) {
  const row = copyOf('fact-template');
  row.className = 'paid-way';
  setText(row.firstElementChild, note ? `${name} (${note})` : name);
  setText(row.lastElementChild, amount);
  return row;
}

function partRow({ kind, amount, reference, confirmed }, position) {
  const row = copyOf('part-template');
  const [name, value, remove] = row.children;
  const notes = [reference, confirmed === false ? say('waiting') : ''].filter(Boolean).join(' · ');
  setText(name, [say(`tender_${kind}`), notes].filter(Boolean).join(' · '));
  setText(value, rupiah(amount));
  remove.dataset.drop = String(position);
  remove.setAttribute('aria-label', say('drop_part', { name: say(`tender_${kind}`), amount: rupiah(amount) }));
  return row;
}

/** A giant amount; its length is told to the style sheet, so that millions fit as well. */
function setAmount(element, amount) {
  const text = number(amount);
  setText(element, text);
  element.parentElement.dataset.length = String(text.length);
}
