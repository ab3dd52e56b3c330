/**
 * LATIHAN: the whole till as it is, but nothing is kept, numbered, sent or counted. Only the slip
 * is printed, and says that it proves nothing. A reload ends it.
 */
import { byId, setHidden, setText } from './dom.js';
import { showHeldBaskets } from './held_baskets.js';
import { refuse, tell } from './notice.js';
import { say } from './words.js';

/** Receipts of practice never come near those of a real series. */
const SERIES = 'XXX';

/** @type {import('./commands.js').Command[]} */
export const PRACTICE_COMMANDS = [
  { word: 'LATIHAN', label: 'command_practice', group: 'till', run: (till, more, sell) => toggle(till, sell) },
];

/** Begin or end practice, between two sales. */
function toggle(till, sell) {
  if (!sell.basket.isEmpty && sell.unfinished) return refuse(say('practice_basket'));
  if (till.practice) sell.putAside();
  till.practice = till.practice ? null : new Practice(till);
  showHeldBaskets(till, sell);
  document.body.dataset.practice = till.practice ? 'yes' : 'no';
  setHidden(byId('practice-strip'), !till.practice);
  setHidden(byId('session'), Boolean(till.practice));
  setText(byId('practice-end'), say('practice_end'));
  byId('practice-end').onclick = () => toggle(till, sell);
  tell(say(till.practice ? 'practice_begins' : 'practice_over'));
  sell.focus();
  return undefined;
}

export class Practice {
  #till;
  #counter = 0;
  #beside = new Map();

  constructor(till) {
    this.#till = till;
  }

  /** As `Till.keep`, on paper only. */
  async keep(build) {
    this.#counter += 1;
    const { document } = build({ series: SERIES, counter: this.#counter, sequence: this.#counter });
    if (document.kind === 'sale') this.#print(document);
    return document;
  }

  /** As `Till.keepBasketWith`, until practice ends. */
  async keepBeside(values) {
    for (const [key, value] of Object.entries(values)) this.#beside.set(key, value);
  }

  async beside(key) {
    return this.#beside.get(key);
  }

  /** Nobody waits for it, and without a server there is no slip. */
  #print(document) {
    this.#till.api.post('/practice/receipts', document).catch(() => {});
  }
}
