/**
 * AKTIVASI and REKENING: whose, one look at the card with the name in large letters, then a code
 * for the member's own phone. Only the server makes them; the till keeps neither.
 */
import { Unreachable } from './api.js';
import { byId, setHidden, setText } from './dom.js';
import { whoIs } from './member_choice.js';
import { drawCode } from './qris_code.js';
import { reachOf } from './receipt_links.js';
import { beep } from './sound.js';
import { say } from './words.js';

const FACES = ['who', 'ask', 'done'];
const FOCUS = { who: 'access-member', ask: 'access-next', done: 'access-next' };

/** @type {import('./commands.js').Command[]} */
export const ACCESS_COMMANDS = [
  { word: 'AKTIVASI', label: 'command_activate', group: 'member', takesMore: true, run: begin('activation') },
  { word: 'REKENING', label: 'command_statement', group: 'member', takesMore: true, run: begin('statement') },
];

let dialog = null;

function begin(task) {
  return (till, more, sell) => {
    dialog ??= new AccessDialog(till);
    dialog.open(task, more ? null : sell.basket.member, more);
  };
}

class AccessDialog {
  #till;
  #dialog = byId('access-dialog');
  #task = 'activation';
  #face = 'who';
  #member = null;

  constructor(till) {
    this.#till = till;
    byId('access-cancel').addEventListener('click', () => this.#dialog.close());
    byId('access-form').addEventListener('input', () => setText(byId('access-message'), ''));
    byId('access-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#next();
    });
    this.#dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.repeat) event.preventDefault();
    });
    this.#dialog.addEventListener('scan', (event) => this.#scanned(event));
    this.#dialog.addEventListener('close', () => this.#forget());
  }

  open(task, member, query) {
    this.#task = task;
    byId('access-form').reset();
    setText(byId('access-title'), say(`access_title_${task}`));
    this.#show('who');
    if (!this.#dialog.open) this.#dialog.showModal();
    byId('access-member').value = query;
    if (member && !member.isCustomer) this.#choose(member);
    else if (query) this.#pick();
    else byId('access-member').focus();
  }

  /** What opens a member's pages does not stay on the till's screen. */
  #forget() {
    byId('access-qr').replaceChildren();
    setText(byId('access-code'), '');
  }

  #show(face) {
    this.#face = face;
    for (const each of FACES) setHidden(byId(`access-${each}`), each !== face);
    setText(byId('access-message'), '');
    setText(byId('access-next').firstElementChild, say(`access_next_${face}`));
    setHidden(byId('access-cancel'), face === 'done');
    byId(FOCUS[face]).focus();
  }

  #next() {
    if (this.#face === 'who') this.#pick();
    else if (this.#face === 'ask') this.#ask();
    else this.#dialog.close();
  }

  #complain(sentence) {
    setText(byId('access-message'), sentence);
    beep('bad');
    byId(FOCUS[this.#face]).focus();
  }

  #scanned(event) {
    const member = this.#face === 'done' ? null : this.#till.catalogue.findMember(event.detail);
    if (!member) return;
    event.preventDefault();
    beep('good');
    this.#choose(member);
  }

  /** A number, a card, or the only name like it; never the first of several. */
  #pick() {
    const query = byId('access-member').value.trim();
    const { catalogue } = this.#till;
    const alike = query ? catalogue.searchMembers(query, 2) : [];
    const member = catalogue.findMember(query) ?? (alike.length === 1 ? alike[0] : null);
    if (member) this.#choose(member);
    else this.#complain(say('access_who', { query }));
  }

  #choose(member) {
    this.#member = member;
    setText(byId('access-question'), say(`access_ask_${this.#task}`));
    setText(byId('access-name'), member.name.toUpperCase());
    setText(byId('access-number'), whoIs(member));
    this.#show('ask');
  }

  async #ask() {
    byId('access-form').inert = true;
    try {
      const body = { operator_id: this.#till.operator.id };
      const path = `/members/${this.#member.id}/${this.#task}`;
      const { status, answer } = await this.#till.api.post(path, body);
      byId('access-form').inert = false;
      if (status === 200) this.#showDone(answer);
      else this.#complain(answer?.detail ?? say('server_refused', { status }));
    } catch (error) {
      byId('access-form').inert = false;
      if (!(error instanceof Unreachable)) throw error;
      this.#complain(say('access_offline'));
    }
  }

  #showDone({ code, url, until }) {
    const { name } = this.#member;
    setText(byId('access-whose'), name);
    byId('access-qr').replaceChildren(drawCode(url, say('access_code', { name })));
    byId('access-qr').dataset.url = url;
    setText(byId('access-code'), code ?? '');
    setText(byId('access-about'), say(`access_about_${this.#task}`, { until }));
    const isNowhere = reachOf({ address: '', origin: new URL(url).origin }) === 'nowhere';
    setHidden(byId('access-reach'), !isNowhere);
    setText(byId('access-reach'), isNowhere ? say('access_nowhere') : '');
    this.#show('done');
    beep('good');
  }
}
