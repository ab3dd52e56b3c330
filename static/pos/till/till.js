/**
 * What every screen of the till knows: which till this is, who sells, in which shift, from
 * which catalogue; and the one way to keep a document.
 */
import { localDay } from '../../core/format.js';
import { Api, Unreachable } from './api.js';
import { Catalogue } from './catalogue.js';
import { afterPaint } from './dom.js';

const SEARCH_PATIENCE = 3_000;

export class Till {
  /** @type {{token: string, till: {id: string, code: string}, shop: object, coop: object}|null} */
  device = null;
  /** @type {{id: string, name: string, permissions: string[]}|null} */
  operator = null;
  /** @type {{id: string, opened_at: string, operator_id: string, float: number}|null} */
  shift = null;
  /** @type {Catalogue|null} */
  catalogue = null;
  /** What the catalogue was made of, as the server answered it; `settings` are the shop's. */
  data = null;
  /** @type {Api|null} */
  api = null;
  /** @type {import('./practice.js').Practice|null} while somebody is learning */
  practice = null;
  isOnline = navigator.onLine;
  /** How many documents were kept since the page opened. */
  kept = 0;
  /** @type {() => void} told after a document was kept */
  onKept = () => {};
  /** @type {Set<(document: object) => void>} told which document was kept */
  watchers = new Set();
  /** @type {() => import('./basket.js').Basket|null} the unfinished basket, if there is one */
  unfinished = () => null;
  /** @type {(isKept: boolean) => void} told whether the basket on the screen is on this disk */
  onBasketKept = () => {};
  #isKeepingBasket = false;
  #today = { minute: -1, day: '' };

  constructor(root, store) {
    this.root = root;
    this.store = store;
  }

  /** Read what is on this disk. False when this browser is no till. */
  async load(onReach) {
    const { store } = this;
    const keys = ['till', 'operator', 'shift'];
    const [device, operator, shift] = await Promise.all(keys.map((key) => store.get(key)));
    if (!device) return false;
    this.device = device;
    this.operator = operator ?? null;
    this.shift = shift ?? null;
    this.api = new Api(this.root, device.token, onReach);
    const kept = await store.catalogue();
    if (kept?.shop.id === device.shop.id) this.takeCatalogue(kept);
    return true;
  }

  /** Sell from this from now on. */
  takeCatalogue(data) {
    this.data = data;
    this.catalogue = new Catalogue(data);
  }

  /** Keep a document, durably and numbered, before anything says that it happened. */
  async keep(build) {
    if (this.practice) return this.practice.keep(build);
    const document = await this.store.save(build);
    this.kept += 1;
    this.onKept();
    for (const tell of this.watchers) tell(document);
    return document;
  }

  /** Once the line has been painted: from then on a reload brings the basket back. */
  keepBasketSoon() {
    this.onBasketKept(false);
    if (this.#isKeepingBasket) return;
    this.#isKeepingBasket = true;
    afterPaint(async () => {
      await this.keepBasket();
      this.onBasketKept(!this.#isKeepingBasket);
    });
  }

  /** After every scan, so without waiting for the disk. */
  keepBasket() {
    this.#isKeepingBasket = false;
    const basket = this.practice ? null : this.unfinished();
    return basket && this.store.put('basket', record(basket));
  }

  /** Together with what belongs to it, on the disk when this resolves: `payment`, `held_baskets`. */
  keepBasketWith(beside) {
    this.#isKeepingBasket = false;
    if (this.practice) return this.practice.keepBeside(beside);
    const basket = this.unfinished();
    return this.store.putAll({ ...(basket && { basket: record(basket) }), ...beside });
  }

  /** What was kept beside the basket. */
  beside(key) {
    return this.practice ? this.practice.beside(key) : this.store.get(key);
  }

  /** How long a PIN holds without the server, and which PIN is each clerk's present one. */
  get pinRules() {
    const { settings, operators } = this.data;
    return {
      hours: settings.offline_pin_hours ?? 0,
      marks: new Map(operators.map(({ id, pin_mark: mark }) => [id, mark])),
    };
  }

  setOperator(operator) {
    this.operator = operator;
    return this.store.put('operator', operator);
  }

  setShift(shift) {
    this.shift = shift;
    return this.store.put('shift', shift);
  }

  /** The shop and its day, with the rounding, promotions and tax of it, at this moment. */
  conditions() {
    const { shop, rounding, promotions, vatRate, containerOf } = this.catalogue;
    const minute = Math.floor(Date.now() / 60_000);
    if (minute !== this.#today.minute) {
      this.#today = { minute, day: localDay(new Date(), shop.time_zone) };
    }
    return { shop: shop.id, on: this.#today.day, rounding, promotions, vatRate, containerOf };
  }

  /** Members by name, number, card or telephone, as the server knows them; none offline. */
  async findMembers(query) {
    if (!this.isOnline) return [];
    try {
      const path = `/members?q=${encodeURIComponent(query)}`;
      const { status, answer } = await this.api.get(path, { patience: SEARCH_PATIENCE });
      return status === 200 ? answer?.members ?? [] : [];
    } catch (error) {
      if (error instanceof Unreachable) return [];
      throw error;
    }
  }
}

function record(basket) {
  return basket.isUntouched ? null : basket.toRecord();
}
