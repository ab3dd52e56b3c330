/**
 * A receipt once more: a copy, printed here and marked as one; a code for the buyer's phone; while
 * the server is away a temporary one of the till's own sales.
 */
import { rupiah, timeOfDay } from '../../core/format.js';
import { Unreachable } from './api.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { findReceipt, fullNumber } from './receipt_lookup.js';
import { recentOf } from './recent.js';
import { beep } from './sound.js';
import { takeHomeOf } from './take_home.js';
import { temporaryPaperOf } from './temporary_paper.js';
import { say } from './words.js';

const MOST = 6;
/** Milliseconds: nobody waits long for a server that did not answer just now. */
const PATIENCE = { online: 10_000, offline: 3_000 };

/** @type {import('./commands.js').Command[]} */
export const RECEIPT_COMMANDS = [
  { word: 'STRUK', label: 'command_receipt', group: 'sale', takesMore: true, run: (till, more) => copies(till).open(more) },
];

let made = null;

function copies(till) {
  made ??= new ReceiptCopies(till);
  return made;
}

class ReceiptCopies {
  #till;
  #dialog = byId('receipt-dialog');

  constructor(till) {
    this.#till = till;
    byId('receipt-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#print(byId('receipt-number').value);
    });
    byId('receipt-close').addEventListener('click', () => this.#dialog.close());
    byId('receipt-phone').addEventListener('click', () => this.#toPhone(byId('receipt-number').value));
    byId('receipt-list').addEventListener('click', ({ target }) => {
      const button = target.closest('button');
      if (button) this.#print(button.dataset.number);
    });
    this.#dialog.addEventListener('scan', (event) => {
      event.preventDefault();
      this.#print(event.detail);
    });
  }

  async open(typed) {
    const last = await this.#till.store.get('last_sale');
    await this.#listLatest();
    const field = byId('receipt-number');
    field.value = typed || last?.number || '';
    this.#say('');
    if (!this.#dialog.open) this.#dialog.showModal();
    field.focus();
    field.select();
    if (typed) await this.#print(typed);
  }

  async #listLatest() {
    const { time_zone: zone } = this.#till.catalogue.shop;
    const latest = await recentOf(this.#till).latest(MOST);
    setHidden(byId('receipt-latest'), latest.length === 0);
    byId('receipt-list').replaceChildren(...latest.map(({ number, at, total, rounding }) => {
      const item = copyOf('receipt-item-template');
      const button = item.querySelector('button');
      button.dataset.number = number;
      setText(button.querySelector('.receipt-item-number'), number);
      setText(button.querySelector('.receipt-item-detail'), `${timeOfDay(new Date(at), zone)} · ${rupiah(total + rounding)}`);
      return item;
    }));
  }

  async #print(typed) {
    const { temporary, sentence, isBad } = await this.#whileBusy(() => this.#ask(typed));
    if (temporary) this.#goOn(() => temporaryPaperOf(this.#till).open(temporary));
    else this.#answer(sentence, isBad);
  }

  async #toPhone(typed) {
    const home = takeHomeOf(this.#till);
    const { sale, sentence } = await this.#whileBusy(() => this.#find(typed));
    const problem = sale ? home.whyNot(sale) : sentence;
    if (problem) this.#answer(problem, true);
    else this.#goOn(() => home.open(sale));
  }

  /** A typed number in full; null when it is none. */
  async #numberOf(typed) {
    const { device, store } = this.#till;
    const { letter } = await store.get('series');
    return fullNumber(typed, { till: device.till, series: letter });
  }

  /** Print a copy; where nobody answers, what this till itself remembers of the sale. */
  async #ask(typed) {
    const number = await this.#numberOf(typed);
    if (!number) return { sentence: say('receipt_number_shape'), isBad: true };
    const { api, isOnline, operator } = this.#till;
    const patience = isOnline ? PATIENCE.online : PATIENCE.offline;
    try {
      const path = `/receipts/${number}/copies`;
      const { status, answer } = await api.post(path, { operator_id: operator.id }, { patience });
      if (status === 200) return { sentence: say('receipt_copied', { number, n: answer.copy }), isBad: false };
      return { sentence: answer?.detail ?? say('server_refused', { status }), isBad: true };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      const temporary = await recentOf(this.#till).record(number);
      return { temporary, sentence: say('receipt_offline', { number }), isBad: true };
    }
  }

  /** @returns {Promise<{sale?: {id: string, number: string, at: string}, sentence?: string}>} */
  async #find(typed) {
    const number = await this.#numberOf(typed);
    if (!number) return { sentence: say('receipt_number_shape') };
    const recent = recentOf(this.#till);
    const ours = await recent.record(number);
    if (ours) return { sale: ours };
    const { receipt, problem } = await findReceipt(this.#till, recent, number);
    return receipt ? { sale: { ...receipt.sale, at: receipt.sale.sold_at } } : { sentence: problem };
  }

  async #whileBusy(work) {
    byId('receipt-form').inert = true;
    try {
      return await work();
    } finally {
      byId('receipt-form').inert = false;
    }
  }

  /** Another dialog takes the place of this one, in one step, so that no key falls between. */
  #goOn(open) {
    this.#dialog.close();
    open();
  }

  #answer(sentence, isBad) {
    this.#say(sentence, isBad);
    beep(isBad ? 'bad' : 'good');
    byId('receipt-number').focus();
  }

  #say(sentence, isBad = false) {
    const message = byId('receipt-message');
    setText(message, sentence);
    message.classList.toggle('is-good', !isBad);
  }
}
