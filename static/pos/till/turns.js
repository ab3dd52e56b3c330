/**
 * One thing after another. What comes while a sale is being kept waits here; what begins a new
 * sale lets the old one leave first. Nothing is dropped, and the order is kept.
 */
export class Turns {
  #checkout;
  #startNext;
  #waiting = [];
  #isRunning = false;

  /**
   * @param {import('./checkout.js').Checkout} checkout
   * @param {() => Promise<void>} startNext the old basket leaves, an empty one is there
   */
  constructor(checkout, startNext) {
    this.#checkout = checkout;
    this.#startNext = startNext;
  }

  /**
   * Do it now, or in its turn.
   * @param {boolean} options.startsNext with a paid sale on the screen the next one begins;
   *   otherwise the action means that sale, and is too late
   * @param {boolean} options.isBeside it is about no sale: the change stays to be read
   */
  take(action, { startsNext = true, isBeside = false } = {}) {
    this.#waiting.push({ action, startsNext: startsNext && !isBeside, isBeside });
    this.run();
  }

  /** Go on with what waits. */
  async run() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#waiting.length && this.#checkout.phase !== 'saving') {
        const pause = this.#doNext(this.#waiting.shift());
        // Without a pause a line is drawn in the same task as its scan.
        if (pause) await pause;
      }
    } finally {
      this.#isRunning = false;
    }
  }

  #doNext({ action, startsNext, isBeside }) {
    const isPaid = this.#checkout.phase === 'paid';
    if (startsNext && isPaid) return this.#startNext().then(action);
    if (startsNext || isBeside) this.#checkout.leaveTender();
    if (startsNext || isBeside || !isPaid) action();
    return null;
  }
}
