/**
 * What the customer sees, in a second window of this browser: lines, total, change, a code to pay.
 * No personal data but the member's first name.
 */
import { packTitle } from './search.js';

/** One browser may serve two co-ops: each has its channel. */
export function displayName(root) {
  return `lumbung-display${root.replaceAll('/', '-')}`;
}

class Display {
  #channel = null;
  #isWatched = false;
  #state = { lines: [], total: 0, member: '', paid: null, ask: null, phone: null };

  /**
   * Listen for the customer's window.
   * @param {import('./basket.js').Basket} basket what it sees when it opens
   */
  start(root, basket) {
    if (!('BroadcastChannel' in globalThis)) return;
    this.#channel = new BroadcastChannel(displayName(root));
    // A window says that it is there, now or when it opens; without one nothing is said.
    this.#channel.addEventListener('message', ({ data }) => {
      if (data !== 'watching') return;
      this.#isWatched = true;
      // A window that opens after the payment still has the change to show.
      if (this.#state.paid) this.#send();
      else this.showBasket(basket);
    });
    this.#channel.postMessage('anybody?');
  }

  /** @param {import('./basket.js').Basket} basket */
  showBasket({ lines, total, cash, saved, member }) {
    this.#state.paid = null;
    if (!this.#isWatched) return;
    this.#state = {
      ...this.#state,
      lines: lines.filter(({ pack, priced }) => pack && priced).map(shownLine),
      total, cash, saved, member: member ? member.name.split(' ')[0] : '',
    };
    this.#send();
  }

  /** @param {{total: number, given: number, change: number}} paid */
  showPaid(paid) {
    this.#state = { ...this.#state, paid, ask: null };
    this.#send();
  }

  /** @param {{amount: number, payload: string}|null} ask a code to pay by */
  ask(ask) {
    if (this.#state.ask === ask) return;
    this.#state = { ...this.#state, ask };
    this.#send();
  }

  /** @param {{url: string, number: string}|null} phone a code that takes the receipt home */
  offer(phone) {
    if (this.#state.phone === phone) return;
    this.#state = { ...this.#state, phone };
    this.#send();
  }

  #send() {
    if (this.#isWatched) this.#channel.postMessage(this.#state);
  }
}

export const display = new Display();

export const DISPLAY_COMMANDS = [
  { word: 'LAYAR', label: 'command_display', group: 'till', run: ({ root }) => openWindow(root) },
];

function openWindow(root) {
  window.open(`${root}/till/display`, displayName(root), 'popup,width=1024,height=768');
}

function shownLine({ pack, priced }) {
  const { quantity, unit_price: price, amount, discount } = priced;
  return { name: packTitle(pack), quantity, price, amount, discount };
}
