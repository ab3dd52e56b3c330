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
export function whoIs({ number, isCustomer, is_candidate: isCandidate }) {
  if (isCandidate) return say('money_candidate', { number });
  return isCustomer ? say('money_customer') : say('money_number', { number });
}

export class MemberChoice {
  #till;
  #onChoose;
  #field = byId('money-member');
  #found = byId('money-found');
  #task = 'in';

  /** @param {(member: import('./catalogue.js').Member) => void} onChoose */
  constructor(till, onChoose) {
    this.#till = till;
    this.#onChoose = onChoose;
    this.#field.addEventListener('input', () => this.#offer());
    for (const part of [this.#field, this.#found]) {
      part.addEventListener('keydown', (event) => this.#move(event));
    }
  }

  /** @param {'bon'|'in'|'out'} task customers may owe without being members, candidates pay in */
  ask(query, task) {
    this.#task = task;
    this.#field.value = query;
    this.#offer();
  }

  /**
   * Take what is typed, never the first of several.
   * @returns {string|null} why there is nobody; null when somebody was chosen, or is to be chosen
   */
  pick() {
    const query = this.#field.value.trim();
    const alike = this.#alike(query, 2);
    const member = this.find(query) ?? (alike.length === 1 ? alike[0] : null);
    if (member) this.#onChoose(member);
    else if (alike.length) this.#found.querySelector('button').focus();
    else return say('money_who', { query });
    return null;
  }

  /** Whom a card or a number means for this task. */
  find(text) {
    const { catalogue } = this.#till;
    return this.#task === 'in' ? catalogue.findPayer(text) : catalogue.findMember(text);
  }

  #offer() {
    const query = this.#field.value.trim();
    const alike = this.#alike(query, MOST_FOUND);
    this.#found.replaceChildren(...alike.map((member) => this.#option(member)));
  }

  #alike(query, most) {
    if (!query) return [];
    const { catalogue } = this.#till;
    const others = {
      bon: () => catalogue.searchCustomers(query, most),
      in: () => catalogue.searchCandidates(query, most),
    }[this.#task]?.() ?? [];
    return [...catalogue.searchMembers(query, most), ...others];
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
