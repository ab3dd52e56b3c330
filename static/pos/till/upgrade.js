/**
 * Takes a newer version of the till when nothing can be disturbed by it: nothing in the basket,
 * nothing to send, nobody typing. Until then the old version goes on, for days if need be.
 */
import { byId, setHidden } from './dom.js';
import { Shell } from './shell.js';

const LOOK_EVERY = 300_000;
const TRY_EVERY = 2_000;
/** So long nobody has touched anything: a scan during a reload would be lost. */
const QUIET = 5_000;
/** The change of the last sale has been read after so long. */
const READ = 120_000;

/** Screens on which nothing typed could be lost; selling is asked separately. */
const RESTING = new Set(['loading', 'sign-in', 'sell', 'closed']);

export class Upgrade {
  #till;
  #shell;
  #waiting = null;
  #looking = null;
  #touched = 0;

  constructor(till) {
    this.#till = till;
    this.#shell = new Shell(till.root);
  }

  async start() {
    if (!this.#shell.isPossible) return;
    for (const type of ['keydown', 'pointerdown', 'input']) {
      addEventListener(type, () => { this.#touched = performance.now(); }, { capture: true });
    }
    await this.#shell.start();
    await this.look();
    setInterval(() => this.look(), LOOK_EVERY);
    setInterval(() => this.#tryToTake(), TRY_EVERY);
  }

  /** Ask the server for its version, and fetch it when it is newer. */
  look() {
    if (!this.#shell.isPossible) return null;
    this.#looking ??= this.#look(document.documentElement.lang).finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Open the till in another language; without a server it stays as it is. */
  async speak(locale) {
    if (!this.#shell.isPossible) return location.assign(`?lang=${locale}`);
    const version = await this.#shell.fetchNewer(locale);
    if (version) await this.#shell.take(version);
    return version && location.reload();
  }

  async #look(locale) {
    try {
      const isFirst = (await this.#shell.current()) === null;
      const version = await this.#shell.fetchNewer(locale);
      if (!version) return;
      if (isFirst) await this.#shell.take(version);
      else this.#waiting = version;
      setHidden(byId('newer'), isFirst);
    } catch (error) {
      // Nobody answered, or the server was exchanged meanwhile: the version here goes on.
      console.warn('the newer till could not be fetched', error);
    }
  }

  async #tryToTake() {
    if (!this.#waiting || !this.#isQuiet()) return;
    const { store } = this.#till;
    const [unsent, basket] = await Promise.all([store.countUnsent(), store.get('basket')]);
    if (unsent || basket || !this.#isQuiet()) return;
    await this.#shell.take(this.#waiting);
    location.reload();
  }

  #isQuiet() {
    const { screen } = document.body.dataset;
    const basket = this.#till.unfinished();
    const isFilled = basket !== null && !basket.isEmpty;
    const isTyping = ['entry', 'pin'].some((id) => byId(id).value !== '');
    const isPaid = screen === 'sell' && basket === null;
    return RESTING.has(screen) && !isFilled && !isTyping && !document.querySelector('dialog[open]')
      && performance.now() - this.#touched > (isPaid ? READ : QUIET);
  }
}
