/**
 * Sends what the till has kept to the server, strictly in order, until it is taken.
 *
 * Only three answers let a document go: 201 and 200 (booked now, or earlier), and 422 with
 * `stored: true` (kept by the server for the manager, *ditahan*). Everything else, silence
 * included, means *unknown*: the same body is sent again under the same key, for ever.
 */

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** @returns {'booked'|'held'|'unknown'} */
export function verdict(entry, { status, answer }) {
  const isOurs = answer !== null && typeof answer === 'object';
  if (status === 422 && isOurs && answer.stored === true) return 'held';
  const booked = (status === 200 || status === 201) && isOurs;
  // A hotspot's log-in page answers 200 as well: the answer must be about this document.
  return booked && answer.id === entry.id ? 'booked' : 'unknown';
}

/** Milliseconds to wait after so many failures; never in step with other tills. */
export function pauseAfter(failures, random = Math.random()) {
  const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
  return Math.round(pause * (0.8 + 0.4 * random));
}

export class Outbox {
  #store;
  #send;
  #hooks;
  #stop = new AbortController();
  #wake = () => {};
  #woken = false;

  /**
   * @param {import('./store.js').Store} store
   * @param {(entry: object, signal: AbortSignal) => Promise<{status: number, answer: any}>} send
   * @param {{onChange: () => void, onBooked: Function, onHeld: Function, onUnknown: Function}} hooks
   */
  constructor(store, send, hooks) {
    this.#store = store;
    this.#send = send;
    this.#hooks = hooks;
  }

  /** Send for as long as the page lives; of several tabs one sends at a time. */
  start(name) {
    const run = () => this.#run();
    const { locks } = globalThis.navigator ?? {};
    return locks ? locks.request(`outbox:${name}`, run) : run();
  }

  /** Something new to send, or a reason to hope: do not wait any longer. */
  wake() {
    this.#woken = true;
    this.#wake();
  }

  stop() {
    this.#stop.abort();
    this.wake();
  }

  async #run() {
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      const entry = await this.#store.firstToSend();
      if (entry && (await this.#deliver(entry))) {
        failures = 0;
      } else {
        failures = entry ? failures + 1 : 0;
        await this.#pause(entry ? pauseAfter(failures) : null);
      }
    }
  }

  /** True when the entry may leave the outbox. */
  async #deliver(entry) {
    let reply;
    try {
      reply = await this.#send(entry, this.#stop.signal);
    } catch {
      reply = { status: 0, answer: null };
    }
    const outcome = verdict(entry, reply);
    if (outcome === 'unknown') {
      this.#hooks.onUnknown(entry, reply);
      return false;
    }
    if (outcome === 'held') await this.#store.hold(entry, reply.answer);
    else await this.#store.remove(entry);
    await this.#hooks[outcome === 'held' ? 'onHeld' : 'onBooked'](entry, reply.answer);
    this.#hooks.onChange();
    return true;
  }

  /** Until woken, or for so long; `null` waits for ever. */
  async #pause(milliseconds) {
    if (!this.#woken) {
      await new Promise((resolve) => {
        this.#wake = resolve;
        if (milliseconds !== null) setTimeout(resolve, milliseconds);
      });
    }
    this.#woken = false;
    this.#wake = () => {};
  }
}
