/** Another copy of a receipt, printed here and marked as one. */
import { rupiah, timeOfDay } from '../../core/format.js';
import { Unreachable } from './api.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { fullNumber } from './receipt_lookup.js';
import { recentOf } from './recent.js';
import { beep } from './sound.js';
import { say } from './words.js';

const MOST = 6;

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
    byId('receipt-form').inert = true;
    const { sentence, isBad } = await this.#ask(typed);
    byId('receipt-form').inert = false;
    this.#say(sentence, isBad);
    beep(isBad ? 'bad' : 'good');
    byId('receipt-number').focus();
  }

  async #ask(typed) {
    const { device, store, operator, api } = this.#till;
    const { letter } = await store.get('series');
    const number = fullNumber(typed, { till: device.till, series: letter });
    if (!number) return { sentence: say('receipt_number_shape'), isBad: true };
    try {
      const { status, answer } = await api.post(`/receipts/${number}/copies`, { operator_id: operator.id });
      if (status === 200) return { sentence: say('receipt_copied', { number, n: answer.copy }), isBad: false };
      return { sentence: answer?.detail ?? say('server_refused', { status }), isBad: true };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return { sentence: say('receipt_copy_offline'), isBad: true };
    }
  }

  #say(sentence, isBad = false) {
    const message = byId('receipt-message');
    setText(message, sentence);
    message.classList.toggle('is-good', !isBad);
  }
}
