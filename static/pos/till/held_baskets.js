/**
 * Baskets put aside under a name while their buyer fetches something: on this till only, and
 * still there after a reload.
 */
import { rupiah, timeOfDay } from '../../core/format.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { newId } from './ids.js';
import { refuse, tell } from './notice.js';
import { say } from './words.js';

const KEY = 'held_baskets';

/** @type {import('./commands.js').Command[]} */
export const HOLD_COMMANDS = [
  { word: 'TAHAN', label: 'command_hold', group: 'sale', takesMore: true, run: (till, more, sell) => shelf(till, sell).open(more) },
];

let made = null;

function shelf(till, sell) {
  made ??= new HeldBaskets(till, sell);
  return made;
}

/** Let the button open them, and show from the start how many baskets wait. */
export function bindHeldBaskets(till, sell) {
  byId('hold').addEventListener('click', () => sell.run(HOLD_COMMANDS[0]));
  return showHeldBaskets(till, sell);
}

/** How many wait; while somebody is learning, how many of practice. */
export function showHeldBaskets(till, sell) {
  return shelf(till, sell).showCount();
}

class HeldBaskets {
  #till;
  #sell;
  #dialog = byId('hold-dialog');
  #list = byId('hold-list');
  #isBusy = false;

  constructor(till, sell) {
    this.#till = till;
    this.#sell = sell;
    byId('hold-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#once(() => this.#hold(byId('hold-name').value.trim()));
    });
    byId('hold-close').addEventListener('click', () => this.#dialog.close());
    this.#list.addEventListener('click', ({ target }) => {
      const button = target.closest('[data-do]');
      if (button) this.#once(() => this.#act(button));
    });
  }

  /** A second press would act on a shelf that the first has changed. */
  async #once(work) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await work();
    } finally {
      this.#isBusy = false;
    }
  }

  /** Hold at once under a name that was typed with the word; else show what is held. */
  async open(name) {
    if (name && this.#basket) {
      await this.#once(() => this.#hold(name));
      return;
    }
    const held = await this.#held();
    this.#draw(held);
    setHidden(byId('hold-now'), !this.#basket);
    setHidden(byId('hold-submit'), !this.#basket);
    setHidden(byId('hold-nothing'), Boolean(this.#basket) || held.length > 0);
    byId('hold-name').value = this.#basket ? this.#usualName() : '';
    this.#dialog.showModal();
    if (this.#basket) byId('hold-name').select();
    (this.#basket ? byId('hold-name') : this.#list.querySelector('button') ?? byId('hold-close')).focus();
  }

  async showCount() {
    const { length } = await this.#held();
    setText(byId('hold-count'), length ? String(length) : '');
    setHidden(byId('hold-count'), length === 0);
    setText(byId('hold-waiting'), length ? say('hold_waiting') : '');
  }

  /** The basket that can be put aside; null when there is none. */
  get #basket() {
    const basket = this.#sell.unfinished;
    return basket && !basket.isEmpty ? basket : null;
  }

  async #held() {
    return (await this.#till.beside(KEY)) ?? [];
  }

  /** The shelf and the open basket change together: a crash leaves no goods on both, or on none. */
  async #keep(held) {
    await this.#till.keepBasketWith({ [KEY]: held.length ? held : null });
    await this.showCount();
  }

  async #hold(typed) {
    const held = await this.#held();
    if (!this.#basket) return;
    const aside = this.#asHeld(typed || this.#usualName());
    this.#sell.putAside();
    this.#dialog.close();
    try {
      await this.#keep([...held, aside]);
      tell(say('hold_kept', { name: aside.name }));
    } catch (error) {
      await this.#sell.takeUp(aside.record);
      refuse(say('not_kept', { why: error.message }));
    }
  }

  async #act(button) {
    const held = await this.#held();
    const chosen = held.find((each) => each.id === button.closest('li').dataset.id);
    if (!chosen) return;
    const others = held.filter((each) => each !== chosen);
    if (button.dataset.do === 'resume') await this.#resume(chosen, others);
    else if (button.classList.contains('danger')) await this.#drop(chosen, others);
    else askAgain(button, chosen.name);
  }

  /** What is on the screen takes its place on the shelf. */
  async #resume(chosen, others) {
    const stays = this.#basket ? [...others, this.#asHeld(this.#usualName())] : others;
    await this.#sell.takeUp({ ...chosen.record, name: chosen.name });
    this.#dialog.close();
    await this.#keep(stays);
    tell(say('hold_resumed', { name: chosen.name }));
  }

  /** A basket nobody comes back for: its lines count as taken out again. */
  async #drop(chosen, others) {
    const { basket } = this.#sell;
    if (chosen.record.payment?.length) return refuse(say('hold_is_paid', { name: chosen.name }));
    if (this.#sell.unfinished) basket.removed.push(...chosen.removable, ...(chosen.record.removed ?? []));
    await this.#keep(others);
    this.#draw(others);
    byId('hold-close').focus();
    return undefined;
  }

  #asHeld(name) {
    const { lines, cash } = this.#basket;
    const priced = lines.filter((line) => line.pack && line.priced);
    return {
      id: newId(),
      name,
      at: new Date().toISOString(),
      total: cash,
      count: lines.length,
      removable: priced.map((line) => ({ pack_id: line.pack.id, quantity: line.priced.quantity, amount: line.priced.amount })),
      record: { ...this.#basket.toRecord(), payment: this.#sell.checkout.payment.parts },
    };
  }

  #usualName() {
    const { time_zone: zone } = this.#till.catalogue.shop;
    const { name, member } = this.#sell.basket;
    return name ?? member?.name ?? say('hold_usual_name', { time: timeOfDay(new Date(), zone) });
  }

  #draw(held) {
    const { time_zone: zone } = this.#till.catalogue.shop;
    this.#list.replaceChildren(...held.map(({ id, name, at, total, count }) => {
      const row = copyOf('held-basket-template');
      row.dataset.id = id;
      setText(row.querySelector('.held-name'), name);
      const details = { time: timeOfDay(new Date(at), zone), n: count, amount: rupiah(total) };
      setText(row.querySelector('.held-detail'), say('hold_detail', details));
      row.querySelector('[data-do="drop"]').setAttribute('aria-label', say('hold_drop', { name }));
      return row;
    }));
  }
}

/** What is thrown away does not come back, so the same button has to be pressed twice. */
function askAgain(button, name) {
  button.classList.add('danger');
  setText(button, say('hold_drop_sure'));
  button.setAttribute('aria-label', say('hold_drop_sure_name', { name }));
}
