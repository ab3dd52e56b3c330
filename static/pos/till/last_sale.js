/**
 * Under the last sale: whether it is on this disk, at the server, on paper. After a power cut
 * it is the first thing a clerk wants to know.
 */
import { byId, setHidden, setText } from './dom.js';
import { say } from './words.js';

export class LastSale {
  #store;
  #element = document.createElement('p');
  #answer = null;

  constructor(store) {
    this.#store = store;
    this.#element.id = 'last-state';
    this.#element.className = 'last-state';
    byId('last-sale').after(this.#element);
  }

  /** The number to ask the server about; null before the first sale. */
  async number() {
    return (await this.#store.get('last_sale'))?.number ?? null;
  }

  /** @param {{number: string, state: string, receipt: string}|null|undefined} answer of the server */
  async show(answer = null) {
    this.#answer = answer ?? this.#answer;
    const number = await this.number();
    setHidden(this.#element, number === null);
    if (number !== null) setText(this.#element, say(`last_${await this.#standing(number)}`));
  }

  async #standing(number) {
    if (await this.#store.isUnsent(number)) return 'kept';
    const { state, receipt } = this.#answer?.number === number ? this.#answer : {};
    if (state === 'held') return 'held';
    return state === 'booked' ? `receipt_${receipt}` : 'sent';
  }
}
