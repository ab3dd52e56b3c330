/**
 * What goes on beside the selling: sending the outbox, fetching the catalogue, asking how the
 * server is. Nothing here is ever waited for by a sale.
 */
import { Unreachable } from './api.js';
import { brought } from './catalogue_delta.js';
import { LastSale } from './last_sale.js';
import { Outbox } from './outbox.js';
import { showConnection, showHeld, showRefusal, showServer, showUnsent } from './status_view.js';
import { UnsentDialog } from './unsent_dialog.js';

const STATUS_EVERY = 20_000;
const CATALOGUE_EVERY = 300_000;
/** Every sale to a member changes what may be owed: once a minute is soon enough. */
const CATALOGUE_PAUSE = 60_000;
const CATALOGUE_PATIENCE = 60_000;

export class Background {
  #till;
  #hooks;
  #outbox;
  #asked = -Infinity;
  #fetching = null;
  #dialog;
  #lastSale;
  /** When the browser last said that the network is gone. */
  #goneAt = -Infinity;
  /** What the pill says; what was kept a moment ago is in it before anybody has counted. */
  #unsent = 0;
  /** How often was counted: an answer to an older question is out of date. */
  #counts = 0;

  /**
   * @param {import('./till.js').Till} till
   * @param {object} hooks
   * @param {() => void} hooks.onCatalogue newer goods, prices, members or operators are here
   * @param {() => void} hooks.onShift the server knows another shift than this till did
   * @param {(closing: object) => void} hooks.onClosing a shift's difference is known
   * @param {() => void} hooks.onBack the server answers again
   */
  constructor(till, hooks) {
    this.#till = till;
    this.#hooks = hooks;
    const send = ({ path, body, id }, signal) => till.api.post(path, body, { signal, key: id });
    this.#outbox = new Outbox(till.store, send, {
      onChange: () => this.showCounts(),
      onBooked: (entry, answer) => this.#booked(entry, answer),
      onHeld: () => this.askStatus(),
      onUnknown: (entry, reply) => showRefusal(reply),
    });
    this.#lastSale = new LastSale(till.store);
    this.#dialog = new UnsentDialog(till, () => this.#outbox.wake());
    till.onKept = () => {
      this.#showUnsent(this.#unsent + 1);
      this.showCounts();
      this.#outbox.wake();
    };
  }

  async start() {
    this.#outbox.start(this.#till.store.name);
    addEventListener('online', () => this.#hope());
    addEventListener('offline', () => this.#doubt());
    setInterval(() => this.askStatus(), STATUS_EVERY);
    setInterval(() => this.fetchCatalogue(), CATALOGUE_EVERY);
    this.showCounts();
    this.#hope();
  }

  stop() {
    this.#outbox.stop();
  }

  /** Told by every request; an answer to what was asked before the network went proves nothing. */
  reached(isOnline, askedAt) {
    if (isOnline && askedAt < this.#goneAt) return;
    const isBack = isOnline && !this.#till.isOnline;
    this.#till.isOnline = isOnline;
    showConnection(isOnline);
    if (!isOnline) showRefusal(null);
    if (!isBack) return;
    this.#outbox.wake();
    this.#hooks.onBack();
  }

  async showCounts() {
    const { store } = this.#till;
    this.#counts += 1;
    const turn = this.#counts;
    const [unsent, held] = await Promise.all([store.countUnsent(), store.countHeld()]);
    if (turn !== this.#counts) return;
    this.#showUnsent(unsent);
    showHeld(held);
    if (!unsent) showRefusal(null);
    this.#dialog.renew();
    this.#lastSale.show();
  }

  #showUnsent(count) {
    this.#unsent = count;
    showUnsent(count);
  }

  /** Newer goods and prices, when the server has any. True when there is a catalogue. */
  async fetchCatalogue() {
    this.#fetching ??= this.#ask(() => this.#fetchCatalogue()).finally(() => {
      this.#fetching = null;
    });
    await this.#fetching;
    return this.#till.catalogue !== null;
  }

  async askStatus() {
    const { store, api, shift, kept } = this.#till;
    const before = await store.countUnsent();
    const last = await this.#lastSale.number();
    const path = last ? `/till/status?last=${encodeURIComponent(last)}` : '/till/status';
    const reply = await this.#ask(() => api.get(path));
    if (reply?.status !== 200 || !reply.answer) return;
    showServer(reply.answer);
    showHeld(reply.answer.held);
    this.#lastSale.show(reply.answer.last);
    const isSettled = before === 0 && this.#till.kept === kept && (await store.countHeld()) === 0;
    if (isSettled) await this.#adoptShift(reply.answer.shift, shift);
    const { data } = this.#till;
    const isOld = reply.answer.catalogue_version !== data?.version;
    // Without any goods nobody can sell: then every answer is a reason to ask for them.
    const isTime = data === null || performance.now() - this.#asked > CATALOGUE_PAUSE;
    if (isOld && isTime) this.fetchCatalogue();
  }

  #hope() {
    this.#outbox.wake();
    this.askStatus();
    this.fetchCatalogue();
  }

  /** The browser says that the network is gone: so be it, unless the server answers all the same. */
  #doubt() {
    this.#goneAt = performance.now();
    this.reached(false, this.#goneAt);
    this.askStatus();
  }

  async #fetchCatalogue() {
    const { api, data } = this.#till;
    this.#asked = performance.now();
    const path = data ? `/catalogue?since=${encodeURIComponent(data.version)}` : '/catalogue';
    const reply = await api.get(path, { patience: CATALOGUE_PATIENCE });
    if (reply.status >= 400) showRefusal(reply);
    if (reply.status !== 200 || !reply.answer?.packs) return;
    const newer = brought(data, reply.answer);
    if (newer) await this.#take(newer, { samePacks: reply.answer.replaces?.products.length === 0 });
  }

  async #take(data, { samePacks }) {
    this.#till.takeCatalogue(data);
    await this.#till.store.keepCatalogue(data, { samePacks });
    this.#hooks.onCatalogue();
  }

  /** With nothing under way the server's shift counts: storage may have been lost here. */
  async #adoptShift(theirs, ours) {
    if ((theirs?.id ?? null) === (ours?.id ?? null) || this.#till.shift !== ours) return;
    await this.#till.setShift(theirs);
    this.#hooks.onShift();
  }

  async #booked(entry, answer) {
    if (entry.kind !== 'shift_close') return;
    const { store } = this.#till;
    const closing = await store.get('last_close');
    if (closing?.id !== entry.id) return;
    await store.put('last_close', { ...closing, answer });
    this.#hooks.onClosing({ ...closing, answer });
  }

  /** The reply; null when nobody answered. */
  async #ask(request) {
    try {
      return await request();
    } catch (error) {
      if (error instanceof Unreachable) return null;
      throw error;
    }
  }
}
