/**
 * The goods, prices, members and operators this till knows, in memory. Pure: built from what
 * `GET /api/v1/catalogue` answered, which the store keeps for days without a server.
 *
 * @typedef {{id: string, code: string, name: string, unit: string, fractions: boolean,
 *   barcodes: string[], prices: import('./price_lists.js').Price[], kind?: string,
 *   ceiling?: number, vat_class?: string, fixed?: boolean, minimum_age?: number,
 *   container?: string, expires?: string}} Pack
 *   what is usual is left out: goods, no ceiling, PPN, may be discounted, for every age, in no
 *   container (else its product), with no last day near; `expires` is the first last day of what
 *   should still be on the shelf
 * @typedef {{id: string, number: string, name: string, card: string|null, buyer_cards?: string[]}}
 *   Member  `buyer_cards`: of those who buy in her name; `is_candidate`: not admitted yet, pays in
 *   and is nobody's buyer
 */
import { comparable } from './gtin.js';
import { NameIndex } from './names.js';

/** What holds until the server has said otherwise. */
const QRIS_LIMIT = 10_000_000;
const CREDIT_DAYS = 30;

export class Catalogue {
  #packs;
  #members;
  #candidates;
  #byId = new Map();
  #byBarcode = new Map();
  #byCode = new Map();
  #memberByCode = new Map();
  #containers = new Map();
  #packNames = null;
  #memberNames = null;
  #customerNames = null;

  constructor(data) {
    this.version = data.version;
    this.shop = data.shop;
    this.rounding = {
      unit: data.settings.cash_rounding_unit,
      mode: data.settings.cash_rounding_mode,
    };
    /** @type {import('./discounting.js').Promotion[]} those that hold today or will */
    this.promotions = data.promotions ?? [];
    /** Basis points inside the prices; 0 while the co-op is no PKP. */
    this.vatRate = data.settings.vat_rate ?? 0;
    /** How this shop's scales write weight or price into their labels. */
    this.layouts = data.settings.in_store_layouts;
    /** @type {{static: string, dynamic: boolean, limit: number}} the shop's QRIS */
    this.qris = data.settings.qris ?? { static: '', dynamic: false, limit: QRIS_LIMIT };
    this.creditDays = data.settings.member_money?.credit_days ?? CREDIT_DAYS;
    /** Overdue by more days than that, nobody gets new credit; 0: nobody is refused. */
    this.creditBlockedAfter = data.settings.member_money?.credit_blocked_after ?? 0;
    /** In how many parts a kasbon may be paid. */
    this.instalmentsMost = data.settings.member_money?.credit_instalments_most ?? 1;
    /** @type {{pokok_amount: number, wajib_amount: number}} what every member pays; 0: not set */
    this.shareMoney = data.settings.member_money ?? { pokok_amount: 0, wajib_amount: 0 };
    /** @type {import('./quick_keys.js').QuickKey[]} */
    this.quick = data.quick ?? [];
    /** Who may buy on credit without being a member; none where the setting is off. */
    this.customers = (data.customers ?? []).map((customer) => ({ ...customer, isCustomer: true }));
    this.operators = data.operators;
    /** @type {{code: string, name: string}[]} expenses that may be paid from the drawer */
    this.cashExpenses = data.settings.cash_expenses ?? [];
    /** @type {{limits: Object<string, number>, approvers: {id: string, name: string}[]}} */
    this.approvals = data.approvals ?? { limits: {}, approvers: [] };
    this.#packs = withLastDays(data.packs, data.expiring);
    this.#members = data.members;
    this.#candidates = data.candidates ?? [];
    for (const pack of this.#packs) this.#addPack(pack);
    for (const member of data.members) this.#addMember(member);
  }

  get size() {
    return this.#packs.length;
  }

  pack(id) {
    return this.#byId.get(id) ?? null;
  }

  /** The empty that goods are sold in: its price is the deposit. @returns {Pack|null} */
  containerOf = ({ container }) => this.#containers.get(container) ?? null;

  /** The pack with this barcode or short code. @returns {Pack|null} */
  find(text) {
    return this.#byBarcode.get(comparable(text)) ?? this.#byCode.get(text.toUpperCase()) ?? null;
  }

  /** The member with this card or number. @returns {Member|null} */
  findMember(text) {
    return this.#memberByCode.get(comparable(text)) ?? null;
  }

  /** Who waits to be admitted, with this card or number. @returns {Member|null} */
  findCandidate(text) {
    const code = comparable(text);
    const means = ({ number, card }) => [number, card].some((own) => own && comparable(own) === code);
    return this.#candidates.find(means) ?? null;
  }

  /** Whoever may pay in, with this card or number. @returns {Member|null} */
  findPayer(text) {
    return this.findMember(text) ?? this.findCandidate(text);
  }

  /** Candidates by part of their name or number, by number. @returns {Member[]} */
  searchCandidates(query, most) {
    const names = new NameIndex(this.#candidates.map(({ name, number }) => `${name} ${number}`));
    return names.search(query, most).map((position) => this.#candidates[position]);
  }

  /** Packs by part of their name or code, best first. @returns {Pack[]} */
  searchGoods(query, most) {
    this.#packNames ??= new NameIndex(
      this.#packs.map((pack) => `${pack.name} ${pack.unit} ${pack.code}`),
    );
    return this.#packNames.search(query, most).map((position) => this.#packs[position]);
  }

  /** Members by part of their name or number, best first. @returns {Member[]} */
  searchMembers(query, most) {
    this.#memberNames ??= new NameIndex(
      this.#members.map((member) => `${member.name} ${member.number} ${member.card ?? ''}`),
    );
    return this.#memberNames.search(query, most).map((position) => this.#members[position]);
  }

  /** Customers who may buy on credit, by part of their name, best first. */
  searchCustomers(query, most) {
    this.#customerNames ??= new NameIndex(this.customers.map(({ name }) => name));
    return this.#customerNames.search(query, most).map((position) => this.customers[position]);
  }

  /** Make the name indexes before the first search has to wait for them. */
  warmUp() {
    this.searchGoods('a', 1);
    this.searchMembers('a', 1);
  }

  #addPack(pack) {
    this.#byId.set(pack.id, pack);
    if (pack.code) this.#byCode.set(pack.code.toUpperCase(), pack);
    if (pack.kind === 'container' && pack.factor === 1000) this.#containers.set(pack.product_id, pack);
    for (const barcode of pack.barcodes) this.#byBarcode.set(comparable(barcode), pack);
  }

  #addMember(member) {
    this.#memberByCode.set(comparable(member.number), member);
    for (const card of [member.card, ...(member.buyer_cards ?? [])]) {
      if (card) this.#memberByCode.set(comparable(card), member);
    }
  }
}

/** Whether some of these goods on the shelf were to be sold before this day. */
export function isExpired(pack, day) {
  return Boolean(pack?.expires) && pack.expires < day;
}

/** The server says the last days anew each time, by product. */
function withLastDays(packs, expiring = {}) {
  return packs.map((pack) => {
    const expires = expiring[pack.product_id];
    return expires ? { ...pack, expires } : pack;
  });
}
