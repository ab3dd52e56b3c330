/** What a typed part of a name offers: goods with their price, members with their number. */
import { rupiah } from '../../core/format.js';
import { unitPrice } from './pricing.js';
import { say } from './words.js';

const MOST_GOODS = 8;
const MOST_MEMBERS = 8;
const MEMBERS_BESIDE_GOODS = 3;

/**
 * @param {import('./catalogue.js').Catalogue} catalogue
 * @param {'goods'|'member'|'settle'} mode
 * @param {{shop: string, on: string, isMember: boolean}} buyer
 */
export function findOptions(catalogue, query, mode, buyer) {
  if (mode === 'member') return catalogue.searchMembers(query, MOST_MEMBERS).map(memberOption);
  const goods = catalogue.searchGoods(query, MOST_GOODS).map((pack) => packOption(pack, buyer));
  if (mode === 'settle' || goods.length > MEMBERS_BESIDE_GOODS) return goods;
  return [...goods, ...catalogue.searchMembers(query, MEMBERS_BESIDE_GOODS).map(memberOption)];
}

/** Members the server knows and this till does not. */
export function serverOptions(members, known) {
  return members.filter((member) => !known.has(member.id)).map(memberOption);
}

function packOption(pack, buyer) {
  const price = unitPrice(pack.prices, buyer);
  return {
    pack,
    title: pack.name,
    detail: [pack.code, pack.unit].filter(Boolean).join(' · '),
    value: price === null ? say('no_price') : rupiah(price),
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
