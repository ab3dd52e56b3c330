/**
 * Pulsa, electricity tokens, bills: asks for the customer's number at the provider and for what the
 * provider charges, because nothing tells this till.
 */
import { rupiah } from '../../core/format.js';
import { byId, isTouch, setText } from './dom.js';
import { Refused, money } from './parse.js';
import { packTitle } from './search.js';
import { say } from './words.js';

const NUMBER = /^[0-9+][0-9 .-]{3,39}$/;

export class ServiceDialog {
  #dialog = byId('service-dialog');
  #number = byId('service-number');
  #cost = byId('service-cost');
  #onSave;
  #line = null;

  /** @param {(key: number, service: {reference: string, cost: number}) => void} onSave */
  constructor(onSave, onClose) {
    this.#onSave = onSave;
    byId('service-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    byId('service-cancel').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', onClose);
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** @param {import('./basket.js').Line} line */
  open(line) {
    this.#line = line;
    const { reference = '', cost } = line.ask;
    setText(byId('service-name'), say('service_of', {
      name: packTitle(line.pack), amount: rupiah(line.priced?.amount ?? 0),
    }));
    setText(byId('service-message'), '');
    this.#number.value = reference;
    this.#cost.value = cost === undefined ? '' : rupiah(cost);
    for (const field of [this.#number, this.#cost]) field.inputMode = isTouch() ? 'numeric' : 'text';
    this.#dialog.showModal();
    this.#number.focus();
    this.#number.select();
  }

  #save() {
    const reference = this.#number.value.trim();
    if (!NUMBER.test(reference)) return this.#complain(say('service_number'), this.#number);
    const cost = this.#readCost();
    if (cost === null) return undefined;
    this.#dialog.close();
    return this.#onSave(this.#line.key, { reference, cost });
  }

  #readCost() {
    try {
      const cost = money(this.#cost.value);
      if (cost >= 0) return cost;
      this.#complain(say('money_negative'), this.#cost);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#complain(say(`money_${error.why}`, { text: this.#cost.value }), this.#cost);
    }
    return null;
  }

  #complain(sentence, field) {
    setText(byId('service-message'), sentence);
    field.focus();
    field.select();
  }
}
