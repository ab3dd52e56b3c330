/**
 * Tiles for goods without a barcode: shown while the basket is empty, else by a button. A picture
 * is fetched once and kept here; without one a tile has a colour and the name's first letters.
 *
 * @typedef {{pack_id: string, picture: string|null, colour: number}} QuickKey
 */
import { byId, copyOf, setHidden, setText } from './dom.js';
import { packTitle } from './search.js';

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class QuickKeys {
  #till;
  #box = byId('tiles');
  #button = byId('show-tiles');
  #urls = new Map();
  #isAsked = false;
  #isEmpty = true;

  /**
   * @param {import('./till.js').Till} till
   * @param {(pack: object) => void} onChoose
   */
  constructor(till, onChoose) {
    this.#till = till;
    this.#box.addEventListener('click', (event) => {
      const tile = event.target.closest('[data-pack]');
      const pack = tile && till.catalogue.pack(tile.dataset.pack);
      if (pack) onChoose(pack);
    });
    this.#box.addEventListener('keydown', (event) => this.#key(event));
    this.#button.addEventListener('click', () => this.#ask());
    this.renew();
  }

  /** Draw the tiles of the catalogue that is here now. */
  renew() {
    const keys = this.#till.catalogue.quick.filter(({ pack_id: id }) => this.#till.catalogue.pack(id));
    this.#box.replaceChildren(...keys.map((key) => this.#tile(key)));
    this.#show();
  }

  /** With goods in the basket the tiles give way, unless somebody asked for them. */
  onBasket(isEmpty) {
    if (isEmpty === this.#isEmpty) return;
    this.#isEmpty = isEmpty;
    if (isEmpty) this.#isAsked = false;
    this.#show();
  }

  /** False when there was nothing to close. */
  close() {
    if (!this.#isAsked || this.#isEmpty) return false;
    this.#isAsked = false;
    this.#show();
    return true;
  }

  #ask() {
    if (this.#isEmpty) {
      this.#box.querySelector('button')?.focus();
      return;
    }
    this.#isAsked = !this.#isAsked;
    this.#show();
    if (this.#isAsked) this.#box.querySelector('button')?.focus();
  }

  #show() {
    const isShown = this.#box.children.length > 0 && (this.#isEmpty || this.#isAsked);
    setHidden(this.#box, !isShown);
    setHidden(this.#button, this.#box.children.length === 0);
    this.#button.setAttribute('aria-expanded', String(isShown));
  }

  #tile({ pack_id: id, picture, colour }) {
    const pack = this.#till.catalogue.pack(id);
    const tile = copyOf('tile-template');
    const [face, name] = tile.children;
    tile.dataset.pack = id;
    tile.dataset.colour = String(colour);
    setText(name, packTitle(pack));
    setText(face, initials(pack.name));
    if (picture) this.#picture(picture, face);
    return tile;
  }

  async #picture(mark, face) {
    const image = document.createElement('img');
    image.alt = '';
    image.addEventListener('load', () => face.replaceChildren(image));
    image.src = await this.#urlOf(mark);
  }

  /** Fetched once; where the browser keeps nothing (not on https) it asks the server each time. */
  async #urlOf(mark) {
    const path = `${this.#till.root}/till/pictures/${mark}.webp`;
    if (!('caches' in globalThis)) return path;
    if (!this.#urls.has(mark)) {
      const cache = await caches.open(`lumbung-pictures:${this.#till.root}`);
      const kept = (await cache.match(path)) ?? (await fetched(cache, path));
      if (!kept) return path;
      this.#urls.set(mark, URL.createObjectURL(await kept.blob()));
    }
    return this.#urls.get(mark);
  }

  #key(event) {
    const tiles = [...this.#box.children];
    const next = tiles[tiles.indexOf(document.activeElement) + (STEPS[event.key] ?? Number.NaN)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

async function fetched(cache, path) {
  try {
    await cache.add(path);
  } catch {
    return null;
  }
  return cache.match(path);
}

/** `BP` for *Beras pandan wangi*. */
function initials(name) {
  return name.split(/\s+/).slice(0, 2).map((word) => word[0]).join('').toUpperCase();
}
