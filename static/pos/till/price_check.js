/** What something costs, without selling it. */
import { rupiah } from '../../core/format.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { unitPrice } from './price_lists.js';
import { packTitle } from './search.js';
import { beep } from './sound.js';
import { say } from './words.js';

const MOST = 6;

/** @type {import('./commands.js').Command[]} */
export const CHECK_COMMANDS = [
  { word: 'CEK', label: 'command_check', group: 'sale', takesMore: true, run: (till, more, sell) => check(till, sell).open(more) },
];

let made = null;

function check(till, sell) {
  made ??= new PriceCheck(till, sell);
  return made;
}

class PriceCheck {
  #till;
  #sell;
  #dialog = byId('check-dialog');
  #field = byId('check-field');

  constructor(till, sell) {
    this.#till = till;
    this.#sell = sell;
    byId('check-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#look(this.#field.value);
    });
    byId('check-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('scan', (event) => {
      event.preventDefault();
      this.#look(event.detail);
    });
  }

  open(typed) {
    this.#field.value = typed;
    byId('check-found').replaceChildren();
    setText(byId('check-message'), '');
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#field.focus();
    if (typed) this.#look(typed);
  }

  #look(text) {
    const typed = text.trim();
    const packs = typed ? this.#packs(typed) : [];
    byId('check-found').replaceChildren(...packs.map((pack) => this.#item(pack)));
    setText(byId('check-message'), packs.length || !typed ? '' : say('nothing_found', { query: typed }));
    beep(packs.length ? 'good' : 'bad');
    this.#field.value = typed;
    this.#field.select();
  }

  /** The goods of a code; else those whose name holds what was typed. */
  #packs(typed) {
    const { pack } = this.#sell.search.exact(typed);
    return pack ? [pack] : this.#till.catalogue.searchGoods(typed, MOST);
  }

  #item(pack) {
    const item = copyOf('check-template');
    const buyer = this.#till.conditions();
    const forAll = unitPrice(pack.prices, { ...buyer, isMember: false });
    const forMembers = unitPrice(pack.prices, { ...buyer, isMember: true });
    setText(item.querySelector('.check-name'), packTitle(pack));
    setText(item.querySelector('.check-code'), [pack.code, pack.unit].filter(Boolean).join(' · '));
    setText(item.querySelector('.check-price'), forAll === null ? say('no_price') : rupiah(forAll));
    const cheaper = item.querySelector('.check-member');
    setHidden(cheaper, forMembers === null || forMembers === forAll);
    if (forMembers !== null) setText(cheaper, say('check_member', { price: rupiah(forMembers) }));
    return item;
  }
}
