/**
 * What the till keeps on its own disk, in IndexedDB: who it is, its numbers, the outbox, the
 * basket, the catalogue. What must not be lost is written with `durability: 'strict'`.
 */
import { openDB } from '../../vendor/idb/index.js';
import { newId } from './ids.js';
import { say } from './words.js';

const STRICT = { durability: 'strict' };

/** One browser may serve two co-ops, the own one and the example: each has its database. */
export function databaseName(root) {
  return `lumbung${root.replaceAll('/', '-')}`;
}

export async function openStore(root) {
  const name = databaseName(root);
  const database = await openDB(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('device');
      fresh.createObjectStore('catalogue');
      fresh.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
      fresh.createObjectStore('held', { keyPath: 'id' });
    },
  });
  return new Store(database, name);
}

/** Another tab writes for this till now. */
export class NotTheWriter extends Error {}

/** The browser is not a till yet, or it is another one and still has something to send. */
export class EnrolmentRefused extends Error {}

export class Store {
  #database;
  #tab = newId();
  #isWriter = false;

  constructor(database, name) {
    this.#database = database;
    this.name = name;
  }

  /** Keys: till, series, operator, pins, writer, shift, basket, last_sale, last_close. */
  get(key) {
    return this.#database.get('device', key);
  }

  async put(key, value) {
    if (value === null) await this.#database.delete('device', key);
    else await this.#database.put('device', value, key);
  }

  /** Several keys at once, all or none of them on the disk when this resolves; null removes. */
  async putAll(values) {
    const tx = this.#database.transaction('device', 'readwrite', STRICT);
    const puts = Object.entries(values).map(([key, value]) => (
      value === null ? tx.store.delete(key) : tx.store.put(value, key)
    ));
    await Promise.all([...puts, tx.done]);
  }

  /** Change what is kept under a key, on the disk when this resolves; nobody comes between. */
  async change(key, change) {
    const tx = this.#database.transaction('device', 'readwrite', STRICT);
    const value = change(await tx.store.get(key));
    await Promise.all([tx.store.put(value, key), tx.done]);
    return value;
  }

  /**
   * Become the till that the server answered. A series already begun here goes on; a new
   * letter starts its own numbers. Another till's unsent documents are never mixed in, and nothing
   * that it kept beside them stays: basket, payment, what members used, people.
   */
  async enrol(token, { till, shop, coop, series, next_counter: counter }) {
    const tx = this.#database.transaction(['device', 'outbox'], 'readwrite', STRICT);
    const device = tx.objectStore('device');
    const [before, numbers, unsent] = await Promise.all([
      device.get('till'), device.get('series'), tx.objectStore('outbox').count(),
    ]);
    const isAnother = before && before.till.id !== till.id;
    if (isAnother && unsent) {
      tx.abort();
      await tx.done.catch(() => {});
      throw new EnrolmentRefused(String(unsent));
    }
    const goesOn = !isAnother && numbers?.letter === series;
    const next = goesOn
      ? { ...numbers, counter: Math.max(numbers.counter, counter) }
      : { letter: series, counter, sequence: 1 };
    await Promise.all([
      isAnother ? device.clear() : null,
      device.put({ token, till, shop, coop }, 'till'),
      device.put(next, 'series'),
      tx.done,
    ]);
  }

  /** From now on only this tab keeps documents. */
  async takeLease() {
    await this.change('writer', () => ({ tab: this.#tab, beat: 0 }));
    this.#isWriter = true;
  }

  /** @returns {Promise<{tab: string, beat: number}|undefined>} whose turn it is to write */
  lease() {
    return this.get('writer');
  }

  /** Show that this tab lives; false when another one has taken the lease. */
  async beat() {
    const lease = await this.change('writer', (before) => (
      before?.tab === this.#tab ? { ...before, beat: before.beat + 1 } : before
    ));
    return lease?.tab === this.#tab;
  }

  /** The page goes away. */
  dropLease() {
    const tx = this.#database.transaction('device', 'readwrite');
    tx.store.get('writer').then((lease) => lease?.tab === this.#tab && tx.store.delete('writer'));
  }

  /**
   * Number a document and keep it, with everything it changes, in one transaction that is on
   * the disk when this resolves.
   * @param {(numbers: import('./documents.js').Numbers) => {path: string, document: object,
   *   changes: Object<string, any>}} build `changes`: keys of the device; null removes
   */
  async save(build) {
    const tx = this.#database.transaction(['device', 'outbox'], 'readwrite', STRICT);
    const device = tx.objectStore('device');
    try {
      const [lease, { letter, counter, sequence }] = await Promise.all([device.get('writer'), device.get('series')]);
      if (this.#isWriter && lease?.tab !== this.#tab) throw new NotTheWriter(say('tab_taken'));
      const { path, document, changes } = build({ series: letter, counter, sequence });
      const taken = document.counter === undefined ? 0 : 1;
      const { id, kind } = document;
      await Promise.all([
        device.put({ letter, counter: counter + taken, sequence: sequence + 1 }, 'series'),
        tx.objectStore('outbox').add({ id, kind, path, body: JSON.stringify(document) }),
        ...Object.entries(changes).map(([key, value]) => (
          value === null ? device.delete(key) : device.put(value, key)
        )),
        tx.done,
      ]);
      return document;
    } catch (error) {
      tx.done.catch(() => {});
      try { tx.abort(); } catch { /* it has ended already */ }
      throw error;
    }
  }

  async firstToSend() {
    const cursor = await this.#database.transaction('outbox').store.openCursor();
    return cursor ? cursor.value : null;
  }

  remove(entry) {
    return this.#database.delete('outbox', entry.order);
  }

  /** The server keeps it for the manager: it leaves the queue, a copy stays here. */
  async hold(entry, problem) {
    const tx = this.#database.transaction(['outbox', 'held'], 'readwrite', STRICT);
    await Promise.all([
      tx.objectStore('held').put({ ...entry, problem }),
      tx.objectStore('outbox').delete(entry.order),
      tx.done,
    ]);
  }

  /** Everything that is to be sent, in order. */
  unsent() {
    return this.#database.getAll('outbox');
  }

  /** Whether the document with this number still waits to be sent. */
  async isUnsent(number) {
    const text = JSON.stringify({ number }).slice(1, -1);
    return (await this.unsent()).some(({ body }) => body.includes(text));
  }

  countUnsent() {
    return this.#database.count('outbox');
  }

  countHeld() {
    return this.#database.count('held');
  }

  /** What the server last answered, whole; undefined before the first time. */
  async catalogue() {
    const parts = ['rest', 'packs', 'members'];
    const [rest, packs, members] = await Promise.all(parts.map((part) => this.#database.get('catalogue', part)));
    return rest && { ...rest, packs, members };
  }

  /** Ten thousand packs are written only when one of them has changed. */
  async keepCatalogue({ packs, members, ...rest }, { samePacks = false } = {}) {
    const tx = this.#database.transaction('catalogue', 'readwrite');
    await Promise.all([
      tx.store.put(rest, 'rest'),
      tx.store.put(members, 'members'),
      samePacks ? null : tx.store.put(packs, 'packs'),
      tx.done,
    ]);
  }
}
