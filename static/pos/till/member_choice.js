/** Asks whose money it is: by number or card, or by part of a name, chosen from what is alike. */
import { byId, copyOf, setText } from './dom.js';
import { reminder } from './share_money.js';
import { say } from './words.js';

const MOST_FOUND = 6;

/** What the till says when a member is named, with what the member should be reminded of. */
export function greeting(member, today) {
  const remind = reminder(member, today);
  const known = say('member_set', { name: member.name });
  return remind ? `${known} ${say(...remind)}` : known;
}

/** `Anggota nomor 12`, or that it is a customer who is no member. */
export function whoIs({ number, isCustomer }) {
  return isCustomer ? say('money_customer') : say('money_number', { number });
}

export class MemberChoice {
  #till;
  #onChoose;
  #field = byId('money-member');
  #found = byId('money-found');
  #withCustomers = false;

  /** @param {(member: import('./catalogue.js').Member) => void} onChoose */
  constructor(till, onChoose) {
    this.#till = till;
    this.#onChoose = onChoose;
    this.#field.addEventListener('input', () => this.#offer());
    for (const part of [this.#field, this.#found]) {
      part.addEventListener('keydown', (event) => this.#move(event));
    }
  }

  /** @param {boolean} withCustomers also those who owe without being members */
  ask(query, withCustomers = false) {
    this.#withCustomers = withCustomers;
    this.#field.value = query;
    this.#offer();
  }

  /**
   * Take what is typed, never the first of several.
   * @returns {string|null} why there is nobody; null when somebody was chosen, or is to be chosen
   */
  pick() {
    const query = this.#field.value.trim();
    const { catalogue } = this.#till;
    const alike = this.#alike(query, 2);
    const member = catalogue.findMember(query) ?? (alike.length === 1 ? alike[0] : null);
    if (member) this.#onChoose(member);
    else if (alike.length) this.#found.querySelector('button').focus();
    else return say('money_who', { query });
    return null;
  }

  #offer() {
    const query = this.#field.value.trim();
    const alike = this.#alike(query, MOST_FOUND);
    this.#found.replaceChildren(...alike.map((member) => this.#option(member)));
  }

  #alike(query, most) {
    if (!query) return [];
    const { catalogue } = this.#till;
    const customers = this.#withCustomers ? catalogue.searchCustomers(query, most) : [];
    return [...catalogue.searchMembers(query, most), ...customers];
  }

  #option(member) {
    const item = copyOf('money-member-template');
    setText(item.querySelector('.money-found-name'), member.name);
    setText(item.querySelector('.money-found-number'), whoIs(member));
    item.firstElementChild.addEventListener('click', () => this.#onChoose(member));
    return item;
  }

  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [this.#field, ...this.#found.querySelectorAll('button')];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  }
}
