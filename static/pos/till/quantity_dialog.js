/** Asks for another quantity of a line, or another amount in rupiah: `3`, `0,5`, `10rb`. */
import { quantity, rupiah } from '../../core/format.js';
import { byId, isTouch, setText } from './dom.js';
import { readHowMuch } from './input_line.js';
import { Refused } from './parse.js';
import { packTitle } from './search.js';
import { say } from './words.js';

export class QuantityDialog {
  #dialog = byId('quantity-dialog');
  #field = byId('quantity-field');
  #message = byId('quantity-message');
  #line = null;
  #onSave;

  /** @param {(key: number, howMuch: object) => void} onSave */
  constructor(onSave) {
    this.#onSave = onSave;
    byId('quantity-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    byId('quantity-less').addEventListener('click', () => this.#step(-1000));
    byId('quantity-more').addEventListener('click', () => this.#step(1000));
    byId('quantity-cancel').addEventListener('click', () => this.close());
    this.#field.addEventListener('pointerdown', () => { this.#field.inputMode = 'text'; });
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** @param {import('./basket.js').Line} line */
  open(line) {
    this.#line = line;
    setText(byId('quantity-name'), line.pack ? packTitle(line.pack) : say('unknown_code', { code: line.code }));
    setText(this.#message, '');
    this.#field.value = line.ask.quantity === undefined
      ? rupiah(line.ask.asked_amount) : ungrouped(line.ask.quantity);
    this.#field.inputMode = isTouch() ? 'none' : 'text';
    this.#dialog.showModal();
    this.#field.focus();
    this.#field.select();
  }

  close() {
    if (this.isOpen) this.#dialog.close();
  }

  #save() {
    const howMuch = this.#read();
    if (!howMuch) return;
    this.#onSave(this.#line.key, howMuch);
    this.close();
  }

  /** One more or one less, never nothing. */
  #step(milli) {
    const howMuch = this.#read();
    if (!howMuch) return;
    const now = howMuch.quantity ?? this.#line.priced?.quantity ?? 1000;
    const next = now + milli;
    if (next > 0) this.#field.value = ungrouped(next);
  }

  #read() {
    try {
      setText(this.#message, '');
      return readHowMuch(this.#field.value);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setText(this.#message, say(`quantity_${error.why}`));
      this.#field.select();
      return null;
    }
  }
}

/** As it is typed: `1500`, since `1.500` could be a kilo and a half. */
function ungrouped(milli) {
  return quantity(milli).replaceAll('.', '');
}
