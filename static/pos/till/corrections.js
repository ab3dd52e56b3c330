/** A sale was paid otherwise than the till was told: moved from one way to another, by approval. */
import { rupiah } from '../../core/format.js';
import { approve } from './approve.js';
import { byId, setHidden, setText } from './dom.js';
import { newId } from './ids.js';
import { tell } from './notice.js';
import { Refused, money } from './parse.js';
import { findReceipt, fullNumber } from './receipt_lookup.js';
import { recentOf } from './recent.js';
import { correctionDocument } from './returnable.js';
import { beep } from './sound.js';
import { say } from './words.js';

const KINDS = ['cash', 'qris', 'transfer', 'kasbon', 'savings', 'voucher'];

/** @type {import('./commands.js').Command[]} */
export const CORRECTION_COMMANDS = [
  { word: 'KOREKSI', label: 'command_correction', group: 'sale', takesMore: true, run: (till, more) => desk(till).open(more) },
];

let made = null;

function desk(till) {
  made ??= new CorrectionDesk(till);
  return made;
}

class CorrectionDesk {
  #till;
  #dialog = byId('correction-dialog');
  #receipt = null;

  constructor(till) {
    this.#till = till;
    byId('correction-form').addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#receipt) this.#confirm();
      else this.#find(byId('correction-number').value);
    });
    byId('correction-from').addEventListener('change', () => this.#showTo());
    byId('correction-cancel').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('scan', (event) => {
      event.preventDefault();
      if (!this.#receipt) this.#find(event.detail);
    });
  }

  async open(typed) {
    const last = await this.#till.store.get('last_sale');
    byId('correction-form').reset();
    this.#show(null);
    byId('correction-number').value = typed || last?.number || '';
    if (!this.#dialog.open) this.#dialog.showModal();
    byId('correction-number').focus();
    byId('correction-number').select();
    if (typed) await this.#find(typed);
  }

  async #find(typed) {
    const { device, store } = this.#till;
    const { letter } = await store.get('series');
    const number = fullNumber(typed, { till: device.till, series: letter });
    if (!number) return this.#complain(say('receipt_number_shape'));
    this.#setBusy(true);
    const { receipt, problem } = await findReceipt(this.#till, recentOf(this.#till), number);
    this.#setBusy(false);
    if (!receipt) return this.#complain(problem);
    return this.#show(receipt);
  }

  /** Ask for the number first, then for what was wrong. */
  #show(receipt) {
    this.#receipt = receipt;
    this.#complain('');
    setHidden(byId('correction-ask'), receipt !== null);
    setHidden(byId('correction-choose'), receipt === null);
    setText(byId('correction-submit-text'), say(receipt ? 'correction_keep' : 'return_find'));
    if (!receipt) return;
    setText(byId('correction-what'), `${receipt.sale.number} · ${rupiah(receipt.sale.total + receipt.sale.rounding)}`);
    const paid = receipt.tenders.filter(({ kind }) => kind !== 'cash' || receipt.sale.is_here);
    byId('correction-from').replaceChildren(...paid.map(({ kind, amount }) => (
      new Option(say('return_part', { way: say(`refund_${kind}`), amount: rupiah(amount) }), kind)
    )));
    this.#showTo();
    byId('correction-from').focus();
  }

  #showTo() {
    const from = byId('correction-from').value;
    const { sale, tenders } = this.#receipt;
    const others = KINDS.filter((kind) => kind !== from && canBe(sale, kind));
    byId('correction-to').replaceChildren(...others.map((kind) => new Option(say(`refund_${kind}`), kind)));
    const most = tenders.find(({ kind }) => kind === from)?.amount ?? 0;
    byId('correction-amount').value = rupiah(most);
  }

  async #confirm() {
    const from = byId('correction-from').value;
    const reason = byId('correction-reason').value.trim();
    const amount = this.#amount();
    const most = this.#receipt.tenders.find(({ kind }) => kind === from)?.amount ?? 0;
    if (!amount || amount > most) return this.#complain(say('correction_amount', { most: rupiah(most) }));
    if (!reason) return this.#complain(say('return_reason_missing'));
    const { number } = this.#receipt.sale;
    const agreed = await approve(this.#till, { action: 'correction', amount, subject: number });
    if (!agreed) return this.#complain(say('return_not_approved'));
    return this.#keep({ from, to: byId('correction-to').value, amount, reason, approvals: [agreed] });
  }

  async #keep(fix) {
    const { operator, shift } = this.#till;
    const { id: saleId, number } = this.#receipt.sale;
    this.#setBusy(true);
    try {
      await this.#till.keep((numbers) => ({
        path: '/tender-corrections',
        document: correctionDocument(numbers, {
          ...fix, id: newId(), operatorId: operator.id, at: new Date(), shiftId: shift.id, saleId,
        }),
        changes: {},
      }));
      this.#dialog.close();
      tell(say('correction_kept', { number }));
      beep('paid');
    } catch (error) {
      this.#complain(say('not_kept', { why: error.message }));
    }
    this.#setBusy(false);
  }

  #amount() {
    try {
      return money(byId('correction-amount').value);
    } catch (error) {
      if (error instanceof Refused) return 0;
      throw error;
    }
  }

  #setBusy(isBusy) {
    byId('correction-form').inert = isBusy;
  }

  #complain(sentence) {
    setText(byId('correction-message'), sentence);
  }
}

/** Whether a sale can have been paid so: a customer without savings may owe, the drawer is this till's. */
function canBe({ member, has_customer, is_here }, kind) {
  if (kind === 'kasbon') return member || has_customer;
  if (kind === 'savings') return member;
  return is_here || kind !== 'cash';
}
