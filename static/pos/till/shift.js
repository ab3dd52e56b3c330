/** Opening a shift with its float, and closing it by a blind count of the drawer. */
import { number, rupiah } from '../../core/format.js';
import { Unreachable } from './api.js';
import { approve } from './approve.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { shiftCloseDocument, shiftOpenDocument } from './documents.js';
import { newId } from './ids.js';
import { Refused, money } from './parse.js';
import { countedSlips, unreadableSlip } from './slips.js';
import { say } from './words.js';

const DENOMINATIONS = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100];
/** More coins of one kind than any drawer holds. */
const MOST_PIECES = 100_000;

export class Shift {
  #till;
  #hooks;
  #approvals = [];

  /** @param {{onOpened: () => void, onClosed: () => void, onBack: () => void}} hooks */
  constructor(till, hooks) {
    this.#till = till;
    this.#hooks = hooks;
    onSubmit('open-form', () => this.#open());
    onSubmit('close-form', () => this.#submitCount());
    onSubmit('closed-why', () => this.#explain());
    byId('close-back').addEventListener('click', () => hooks.onBack());
    byId('close-form').addEventListener('keydown', (event) => this.#back(event));
    byId('close-again').addEventListener('click', () => this.#recount());
    byId('close-second').addEventListener('click', () => this.#askSecond());
    byId('count-rows').addEventListener('input', () => this.#addUp());
    byId('count-rows').addEventListener('keydown', (event) => this.#onward(event));
    byId('count-rows').append(...DENOMINATIONS.map(countRow));
  }

  askFloat() {
    byId('float').value = '';
    setText(byId('open-message'), '');
    byId('float').focus();
  }

  /** A blind count: nothing says what should be there. */
  askCount() {
    byId('close-form').reset();
    byId('slips').open = false;
    this.#stage('count');
    this.#addUp();
    byId('count-rows').querySelector('input').focus();
  }

  async #open() {
    let float;
    try {
      float = money(byId('float').value);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const word = error.why === 'empty' ? 'float_empty' : `money_${error.why}`;
      return this.#complain('open-message', say(word, { text: byId('float').value }), byId('float'));
    }
    if (float < 0) return this.#complain('open-message', say('money_negative'), byId('float'));
    return this.#once('open-form', 'open-message', async () => {
      await this.#keepOpening(float);
      this.#hooks.onOpened();
    });
  }

  async #keepOpening(float) {
    const at = new Date();
    const id = newId();
    const operatorId = this.#till.operator.id;
    const shift = { id, opened_at: at.toISOString(), operator_id: operatorId, float };
    await this.#till.keep((numbers) => ({
      path: '/shifts',
      document: shiftOpenDocument(numbers, { id, operatorId, at, float }),
      changes: { shift, last_close: null },
    }));
    this.#till.shift = shift;
  }

  /** Esc is one step back: to the count, or to selling. */
  #back(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (byId('close-form').dataset.stage === 'sure') this.#recount();
    else this.#hooks.onBack();
  }

  /** First the count is shown once more, then it is final; what was expected comes after that. */
  #submitCount() {
    if (byId('close-form').dataset.stage === 'sure') return this.#close();
    const counted = this.#counted();
    if (counted === null) return this.#complain('close-message', say('count_unreadable'), this.#unreadable());
    const unreadable = unreadableSlip();
    if (unreadable) return this.#complain('close-message', say('slips_unreadable'), unreadable);
    return this.#makeSure(counted);
  }

  async #makeSure(counted) {
    const unsent = await this.#till.store.countUnsent();
    setText(byId('close-sure-text'), say('close_sure', { counted: rupiah(counted) }));
    setHidden(byId('close-unsent'), unsent === 0);
    setText(byId('close-unsent'), say('close_unsent', { n: unsent }));
    this.#stage('sure');
    byId('close-yes').focus();
  }

  #recount() {
    this.#stage('count');
    byId('count-rows').querySelector('input').focus();
  }

  /** Counting, or looking at it once more; whoever watched the first count did not see another. */
  #stage(name) {
    const isSure = name === 'sure';
    byId('close-form').dataset.stage = name;
    byId('count-part').disabled = isSure;
    this.#approvals = [];
    setText(byId('close-message'), '');
    for (const id of ['close-sure', 'close-again', 'close-second', 'close-yes']) setHidden(byId(id), !isSure);
    for (const id of ['close-back', 'close-submit']) setHidden(byId(id), isSure);
    setHidden(byId('close-witness'), true);
  }

  /** Somebody else has seen the count: the difference, if there is one, has its second name. */
  async #askSecond() {
    const approval = await approve(this.#till, {
      action: 'count', amount: this.#counted(), subject: byId('close-sure-text').textContent,
    });
    if (approval) {
      this.#approvals = [approval];
      setText(byId('close-witness'), say('close_witnessed'));
    }
    setHidden(byId('close-witness'), !approval);
    byId('close-yes').focus();
  }

  #close() {
    return this.#once('close-form', 'close-message', async () => {
      await this.#keepClosing();
      this.#hooks.onClosed();
    });
  }

  async #keepClosing() {
    const { operator, shift, store } = this.#till;
    const id = newId();
    const at = new Date();
    const counted = this.#counted();
    const reason = byId('close-reason').value.trim();
    const closing = {
      id, operatorId: operator.id, at, shiftId: shift.id, counted, reason,
      pieces: this.#pieces(), slips: countedSlips(), unsent: await store.countUnsent(),
      approvals: this.#approvals,
    };
    const last = { id, shift_id: shift.id, counted, reason, at: at.toISOString(), answer: null };
    await this.#till.keep((numbers) => ({
      path: '/shifts/close',
      document: shiftCloseDocument(numbers, closing),
      changes: { shift: null, last_close: last },
    }));
    this.#till.shift = null;
  }

  /** Why it differed, once that was seen. The difference came from the server, so it is there. */
  async #explain() {
    const { store, api } = this.#till;
    const reason = byId('closed-reason').value.trim();
    if (!reason) return this.#complain('closed-message', say('reason_empty'), byId('closed-reason'));
    const closing = await store.get('last_close');
    try {
      const { status, answer } = await api.post(`/shifts/${closing.shift_id}/reason`, { reason });
      if (status >= 400) return setText(byId('closed-message'), answer?.detail ?? say('server_refused', { status }));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return setText(byId('closed-message'), say('reason_offline'));
    }
    await store.put('last_close', { ...closing, reason });
    setHidden(byId('closed-why'), true);
    return byId('closed-done').focus();
  }

  /** Both forms: one press, then either done or a sentence. */
  async #once(form, message, work) {
    byId(form).inert = true;
    try {
      await work();
    } catch (error) {
      setText(byId(message), say('not_kept', { why: error.message }));
    } finally {
      byId(form).inert = false;
    }
  }

  #complain(message, sentence, field) {
    setText(byId(message), sentence);
    field.focus();
    field.select();
  }

  #inputs() {
    return [...byId('count-rows').querySelectorAll('input')];
  }

  #unreadable() {
    return this.#inputs().find((input) => pieces(input) === null);
  }

  #counted() {
    const parts = this.#inputs().map((input) => worth(input));
    return parts.includes(null) ? null : parts.reduce((sum, part) => sum + part, 0);
  }

  #pieces() {
    return this.#inputs()
      .filter((input) => pieces(input) > 0)
      .map((input) => ({ denomination: Number(input.dataset.denomination), pieces: pieces(input) }));
  }

  #addUp() {
    for (const input of this.#inputs()) {
      const value = worth(input);
      if (value === null) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
      setText(input.closest('.count-row').querySelector('.count-worth'), value ? number(value) : '–');
    }
    const counted = this.#counted();
    setText(byId('counted'), counted === null ? '–' : rupiah(counted));
  }

  /** Enter goes on to the next kind of note, and from the last one to the button. */
  #onward(event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const inputs = this.#inputs();
    const next = inputs[inputs.indexOf(event.target) + 1] ?? byId('close-reason');
    next.focus();
  }
}

/** What the closing of a shift came to, once the server has answered. */
export function showClosing({ counted, reason, answer }) {
  setText(byId('closed-counted'), rupiah(counted));
  setHidden(byId('closed-waiting'), answer !== null);
  setHidden(byId('closed-answer'), answer === null);
  setHidden(byId('closed-why'), !answer || answer.difference === 0 || Boolean(reason));
  if (!answer) return;
  const { expected, difference } = answer;
  setText(byId('closed-expected'), rupiah(expected));
  setText(byId('closed-difference'), difference > 0 ? `+${rupiah(difference)}` : rupiah(difference));
  byId('closed-answer').dataset.kind = kindOf(difference);
  setText(byId('closed-verdict'), say(`closed_${kindOf(difference)}`));
  setText(byId('closed-report'), say('closed_report', { n: answer.report }));
  setHidden(byId('closed-approval'), !answer.waiting);
  // Who must still say why is not led past the question by Enter.
  if (!byId('closed-why').hidden) byId('closed-reason').focus();
}

function kindOf(difference) {
  if (difference === 0) return 'even';
  return difference > 0 ? 'over' : 'short';
}

function countRow(denomination) {
  const row = copyOf('count-template');
  const input = row.querySelector('input');
  input.dataset.denomination = String(denomination);
  input.setAttribute('aria-label', say('pieces_of', { note: rupiah(denomination) }));
  setText(row.querySelector('.count-note'), number(denomination));
  return row;
}

/** How many were counted; null for what is not a number of things. */
function pieces(input) {
  const text = input.value.trim();
  if (!/^\d*$/.test(text)) return null;
  return Number(text) <= MOST_PIECES ? Number(text) : null;
}

function worth(input) {
  const count = pieces(input);
  return count === null ? null : count * Number(input.dataset.denomination);
}

function onSubmit(form, action) {
  byId(form).addEventListener('submit', (event) => {
    event.preventDefault();
    action();
  });
}
