/** What a scanned code or a typed part of a name may mean: goods, or a member. */
import { quantity, rupiah } from '../../core/format.js';
import { howMuchInside, readInStore } from './in_store.js';
import { readInput } from './input_line.js';
import { unitPrice } from './price_lists.js';
import { say } from './words.js';

const MOST_GOODS = 8;
const MOST_MEMBERS = 8;
const MEMBERS_BESIDE_GOODS = 3;

export class Search {
  #till;
  #basket;

  /**
   * @param {import('./till.js').Till} till
   * @param {import('./basket.js').Basket} basket a member sees the member's prices
   */
  constructor(till, basket) {
    this.#till = till;
    this.#basket = basket;
  }

  /**
   * The goods or the member of an exact code.
   * @returns {{pack: object|null, member: object|null,
   *   inside?: import('./input_line.js').HowMuch}} `inside`: how much a scale's label says it is
   */
  exact(text) {
    const { catalogue } = this.#till;
    const pack = catalogue.find(text);
    if (pack) return { pack, member: null };
    return this.#labelled(text) ?? { pack: null, member: catalogue.findMember(text) };
  }

  /** Who waits to be admitted, by a card; a typed number may mean many things. */
  candidate(text) {
    const found = this.#till.catalogue.findCandidate(text);
    return found?.card && found.number !== text ? found : null;
  }

  /** A label of the shop's scale names its goods by their short code, zeros or not. */
  #labelled(text) {
    const { catalogue } = this.#till;
    const label = readInStore(text, catalogue.layouts);
    const pack = label && (catalogue.find(label.item) ?? catalogue.find(label.item.replace(/^0+/, '')));
    if (!pack) return null;
    if (label.weight === undefined && label.price === undefined) return { pack, member: null };
    const inside = howMuchInside(label, pack);
    return inside && { pack, member: null, inside };
  }

  /** Whether the till could ring up this line as it stands. */
  isKnown(line) {
    const { text } = readInput(line);
    if (text === undefined) return false;
    const { pack, member } = this.exact(text);
    return (pack ?? member) !== null;
  }

  /**
   * What part of a name offers, best first. An exact code means itself and stands before all that
   * only resembles it: Enter takes the same whether the list has come by then or not.
   * @param {'goods'|'member'|'debtor'|'settle'} mode `debtor`: whoever may buy on credit
   */
  options(query, mode) {
    const first = this.#exactly(query, mode);
    const alike = this.#alike(query, mode);
    return first ? [first, ...alike.filter((option) => keyOf(option) !== keyOf(first))] : alike;
  }

  #exactly(query, mode) {
    const isForGoods = mode === 'goods' || mode === 'settle';
    const pack = isForGoods ? this.#till.catalogue.find(query) : null;
    if (pack) return packOption(pack, this.#buyer);
    const member = mode === 'settle' ? null : this.#till.catalogue.findMember(query);
    return member && memberOption(member);
  }

  #alike(query, mode) {
    const { catalogue } = this.#till;
    const members = (most) => catalogue.searchMembers(query, most).map(memberOption);
    if (mode === 'member') return members(MOST_MEMBERS);
    if (mode === 'debtor') {
      return [...members(MOST_MEMBERS), ...catalogue.searchCustomers(query, MOST_MEMBERS).map(customerOption)];
    }
    const buyer = this.#buyer;
    const goods = catalogue.searchGoods(query, MOST_GOODS).map((pack) => packOption(pack, buyer));
    if (mode === 'settle' || goods.length > MEMBERS_BESIDE_GOODS) return goods;
    return [...goods, ...members(MEMBERS_BESIDE_GOODS)];
  }

  get #buyer() {
    return { ...this.#till.conditions(), isMember: this.#basket.member !== null };
  }

  /** The members only the server found: it looks in telephone numbers too. */
  async moreMembers(query, options) {
    const known = new Set(options.map(({ member }) => member?.id));
    const found = await this.#till.findMembers(query);
    return found.filter((member) => !known.has(member.id)).map(memberOption);
  }
}

/** A carton must not look like a piece: `Indomie Goreng · dus isi 40`. */
export function packTitle({ name, unit, factor }) {
  return factor === 1000 ? name : say('pack_of', { name, unit, n: quantity(factor) });
}

function keyOf({ pack, member, customer }) {
  return (pack ?? member ?? customer).id;
}

function packOption(pack, buyer) {
  const price = unitPrice(pack.prices, buyer);
  return {
    pack,
    title: packTitle(pack),
    detail: [pack.code, pack.unit].filter(Boolean).join(' · '),
    value: price === null ? say('no_price') : rupiah(price),
  };
}

function customerOption(customer) {
  return {
    customer,
    title: customer.name,
    detail: [say('customer'), customer.phone_masked].filter(Boolean).join(' · '),
    value: '',
  };
}

function memberOption(member) {
  return {
    member,
    title: member.name,
    detail: [say('member'), member.number, member.phone_masked].filter(Boolean).join(' · '),
    value: '',
  };
}
