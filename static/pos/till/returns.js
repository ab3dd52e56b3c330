/** Taking goods back: by a receipt, without one, or the whole of the last sale. */
import { approve } from './approve.js';
import { newId } from './ids.js';
import { refuse, tell } from './notice.js';
import { findReceipt, fullNumber } from './receipt_lookup.js';
import { recentOf } from './recent.js';
import { ReturnDialog } from './return_dialog.js';
import { Draft, returnDocument } from './returnable.js';
import { beep } from './sound.js';
import { say } from './words.js';

const WAYS = ['cash', 'transfer'];

/** @type {import('./commands.js').Command[]} */
export const RETURN_COMMANDS = [
  { word: 'RETUR', label: 'command_return', group: 'sale', takesMore: true, run: (till, more, sell) => desk(till, sell).open(more) },
  { word: 'BATAL', label: 'command_void', group: 'sale', takesMore: true, run: (till, more, sell) => desk(till, sell).voidSale(more) },
];

let made = null;

function desk(till, sell) {
  made ??= new ReturnDesk(till, sell);
  return made;
}

class ReturnDesk {
  #till;
  #sell;
  #dialog;
  #receipt = null;
  #draft = null;
  #isVoid = false;

  constructor(till, sell) {
    this.#till = till;
    this.#sell = sell;
    this.#dialog = new ReturnDialog({
      onNumber: (typed) => this.#find(typed),
      onWithout: () => this.#without(),
      onConfirm: (choice) => this.#confirm(choice),
      packOf: (code) => till.catalogue.find(code)?.id ?? null,
    });
  }

  /** A receipt that was scanned opens at once; otherwise ask for one. */
  open(typed) {
    if (this.#dialog.isOpen) return;
    this.#isVoid = false;
    this.#dialog.ask({ typed, canDoWithout: this.#goods.length > 0 });
    if (typed) this.#find(typed);
  }

  /** Take back everything that is left of the last sale, or of the one that is named. */
  async voidSale(typed) {
    if (this.#dialog.isOpen) return;
    const number = typed || (await this.#till.store.get('last_sale'))?.number;
    if (!number) {
      refuse(say('void_none'));
      return;
    }
    this.#isVoid = true;
    this.#dialog.ask({ typed: number, canDoWithout: false });
    this.#find(number);
  }

  /** What lies in the basket and is priced: the goods that can come back without a receipt. */
  get #goods() {
    return this.#sell.unfinished?.lines.filter(({ problem }) => !problem) ?? [];
  }

  async #find(typed) {
    const { device, store } = this.#till;
    const { letter } = await store.get('series');
    const number = fullNumber(typed, { till: device.till, series: letter });
    if (!number) {
      this.#dialog.complain(say('receipt_number_shape'));
      return;
    }
    this.#dialog.setBusy(true);
    const { receipt, problem } = await findReceipt(this.#till, recentOf(this.#till), number);
    this.#dialog.setBusy(false);
    if (!this.#dialog.isOpen) return;
    const isLeft = receipt?.lines.some(({ left }) => left.quantity > 0);
    if (!receipt) this.#dialog.complain(problem);
    else if (!isLeft) this.#dialog.complain(say('return_all_back', { number }));
    else this.#choose(receipt, new Draft(receipt.lines, this.#isVoid));
  }

  /** The goods in the basket come back at the price they have there. */
  #without() {
    const lines = this.#goods.map(({ pack, priced }) => ({
      position: null,
      pack_id: pack.id,
      name: pack.name,
      unit: pack.unit,
      fractions: pack.fractions,
      left: { quantity: priced.quantity, amount: priced.amount },
    }));
    if (lines.length) this.#choose(null, new Draft(lines, true));
  }

  #choose(receipt, draft) {
    this.#receipt = receipt;
    this.#draft = draft;
    const { shop, rounding } = this.#till.catalogue;
    const byQris = receipt?.tenders.some(({ kind }) => kind === 'qris');
    this.#dialog.choose({
      draft,
      receipt,
      isVoid: this.#isVoid,
      rule: rounding,
      timeZone: shop.time_zone,
      ways: byQris ? [...WAYS, 'qris'] : WAYS,
    });
  }

  async #confirm({ paid, reason }) {
    const approvals = await this.#approvals();
    if (!approvals) {
      this.#dialog.complain(say('return_not_approved'));
      return;
    }
    this.#dialog.setBusy(true);
    try {
      const document = await this.#till.keep((numbers) => this.#document(numbers, { paid, reason, approvals }));
      if (!this.#receipt) this.#sell.basket.removed = this.#sell.putAside().removed;
      this.#dialog.setBusy(false);
      this.#dialog.showDone(document);
      tell(say('return_kept'));
      beep('paid');
    } catch (error) {
      this.#dialog.setBusy(false);
      this.#dialog.complain(say('not_kept', { why: error.message }));
    }
  }

  /** Who else agreed, where somebody else is needed; null when nobody did. */
  async #approvals() {
    const wish = this.#wish();
    if (!wish) return [];
    const agreed = await approve(this.#till, wish);
    return agreed ? [agreed] : null;
  }

  #wish() {
    const amount = this.#draft.total;
    if (!this.#receipt) return { action: 'return', amount, subject: say('return_without') };
    const { number } = this.#receipt.sale;
    if (this.#isVoid && !this.#receipt.isToday) return { action: 'void', amount, subject: number };
    return null;
  }

  #document(numbers, { paid, reason, approvals }) {
    const { device, operator, shift } = this.#till;
    const document = returnDocument(numbers, {
      id: newId(),
      till: device.till,
      operatorId: operator.id,
      shiftId: shift.id,
      at: new Date(),
      receipt: this.#receipt,
      memberId: this.#sell.unfinished?.member?.id ?? null,
      draft: this.#draft,
      paid,
      reason,
      isVoid: this.#isVoid,
      approvals,
    });
    return { path: '/returns', document, changes: this.#receipt ? {} : { basket: null } };
  }
}
