/**
 * The till's own page and files, kept in this browser as one version. A newer one is fetched
 * beside it, whole and checked, and taken when the caller says so; sw.js opens the current one.
 * Without a service worker (not on https or localhost) the page comes from the server each time.
 */

/** Milliseconds for the list of files, and for one file: nobody waits for them to sell. */
const LIST_PATIENCE = 10_000;
const FILE_PATIENCE = 60_000;

export class Shell {
  #page;
  #prefix;

  constructor(root) {
    this.#page = `${root}/till`;
    this.#prefix = `lumbung-shell:${this.#page}:`;
  }

  get isPossible() {
    return 'serviceWorker' in navigator && 'caches' in globalThis;
  }

  async start() {
    const options = { scope: this.#page, updateViaCache: 'none' };
    await navigator.serviceWorker.register(`${this.#page}/sw.js`, options);
  }

  /** The version this browser opens the till in; null when it has none yet. */
  async current() {
    const pointer = await (await caches.open(this.#pointer)).match(this.#page);
    return pointer ? (await pointer.text()).slice(this.#prefix.length) : null;
  }

  /**
   * Fetch the server's version when it is another one. Null when there is nothing to take.
   * Whatever goes wrong on the way, the version here stays as it is.
   */
  async fetchNewer(locale) {
    const signal = AbortSignal.timeout(LIST_PATIENCE);
    const response = await fetch(`${this.#page}/shell.json?lang=${locale}`, { cache: 'no-store', signal });
    if (!response.ok) return null;
    const shell = await response.json();
    if (shell.version === (await this.current())) return null;
    await this.#fetchAll(shell);
    return shell.version;
  }

  /** From the next load on this version is opened, and no other is kept. */
  async take(version) {
    const pointer = await caches.open(this.#pointer);
    await pointer.put(this.#page, new Response(this.#prefix + version));
    const ours = [this.#pointer, this.#prefix + version];
    const others = (await caches.keys()).filter((name) => name.startsWith(this.#prefix));
    await Promise.all(others.filter((name) => !ours.includes(name)).map((name) => caches.delete(name)));
  }

  get #pointer() {
    return `${this.#prefix}current`;
  }

  /** Every file must be the one that belongs to this version: its hash is checked. */
  async #fetchAll({ version, locale, pages, files }) {
    const cache = await caches.open(this.#prefix + version);
    const wanted = [
      ...Object.entries(pages).map(([path, hash]) => [path, `${path}?lang=${locale}`, hash]),
      ...Object.entries(files).map(([path, hash]) => [path, path, hash]),
    ];
    await Promise.all(wanted.map(async ([path, address, integrity]) => {
      if (await cache.match(path, { ignoreVary: true })) return;
      const signal = AbortSignal.timeout(FILE_PATIENCE);
      const response = await fetch(address, { cache: 'reload', integrity, signal });
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      await cache.put(path, response);
    }));
  }
}
