/** From the total to the change: takes cash once, keeps the sale, then shows what to return. */
import { rupiah } from '../../core/format.js';
import { byId, setHidden, setText } from './dom.js';
import { saleDocument } from './documents.js';
import { newId } from './ids.js';
import { refuse, tell } from './notice.js';
import { Refused, money } from './parse.js';
import { PayView } from './pay_view.js';
import { beep } from './sound.js';
import { reckon } from './tender.js';
import { say } from './words.js';

export class Checkout {
  /** @type {'selling'|'tendering'|'saving'|'paid'} */
  phase = 'selling';
  #till;
  #basket;
  #hooks;
  #confirmed = null;

  /**
   * @param {import('./till.js').Till} till
   * @param {import('./basket.js').Basket} basket
   * @param {object} hooks
   * @param {(action: () => void) => void} hooks.inTurn after the scans that came before
   * @param {(line: object) => void} hooks.onProblem this line has to be settled first
   * @param {() => void} hooks.onPaid the sale is kept
   * @param {() => void} hooks.onFree another action may begin
   */
  constructor(till, basket, hooks) {
    this.#till = till;
    this.#basket = basket;
    this.#hooks = hooks;
    this.view = new PayView({
      onTender: (given) => hooks.inTurn(() => this.tender(given)),
      onRefused: (sentence) => this.#refuse(sentence),
    });
    for (const id of ['exact', 'tender-exact']) {
      byId(id).addEventListener('click', () => hooks.inTurn(() => this.tender(basket.cash)));
    }
    byId('tender-back').addEventListener('click', () => this.leaveTender());
  }

  /** F9: the text of the input line is the cash given; without one, ask for it. */
  press(text) {
    if (this.phase === 'tendering') return this.view.tender();
    if (!this.#isPayable()) return true;
    if (text) return this.#payTyped(text);
    this.phase = 'tendering';
    this.view.askTender();
    return true;
  }

  /** So much cash is handed over: enough of it ends the sale, at the first press. */
  tender(given) {
    if (!this.#isPayable()) return;
    const { short, change, suspicious } = reckon(this.#basket.cash, given);
    if (short) {
      this.#refuse(say('short', { amount: rupiah(short) }));
    } else if (suspicious && this.#confirmed !== given) {
      this.#confirmed = given;
      this.#refuse(say('suspicious', { given: rupiah(given), change: rupiah(change) }));
    } else {
      this.#keep(given);
    }
  }

  leaveTender() {
    if (this.phase !== 'tendering') return;
    this.phase = 'selling';
    this.#confirmed = null;
    this.view.face('total');
    this.#hooks.onFree();
  }

  /** The change has been read: the next sale begins. */
  startNext() {
    this.phase = 'selling';
    this.view.face('total');
  }

  /** @param {{number: string, total: number, change: number}|null} sale */
  showLast(sale) {
    setHidden(byId('last-sale'), !sale);
    if (!sale) return;
    const { number, total, change } = sale;
    setText(byId('last-sale'), say('last_sale', { number, total: rupiah(total), change: rupiah(change) }));
  }

  /** False when the text is no amount; it stays to be corrected. */
  #payTyped(text) {
    try {
      this.tender(money(text));
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#refuse(say(`money_${error.why}`, { text }));
      return false;
    }
  }

  #isPayable() {
    if (this.phase !== 'selling' && this.phase !== 'tendering') return false;
    const { problems, isEmpty } = this.#basket;
    if (problems.length) {
      this.#refuse(say('to_settle', { n: problems.length }));
      this.#hooks.onProblem(problems[0]);
    } else if (isEmpty) {
      this.#refuse(say('nothing_to_pay'));
    }
    return !problems.length && !isEmpty;
  }

  /** On the disk first; only then is it a sale and the change shown. */
  async #keep(given) {
    this.phase = 'saving';
    this.view.setBusy(true);
    try {
      this.#showPaid(await this.#till.keep((numbers) => this.#sale(numbers, given)));
    } catch (error) {
      this.phase = 'selling';
      this.view.face('total');
      this.#refuse(say('not_kept', { why: error.message }));
    }
    this.#confirmed = null;
    this.view.setBusy(false);
    this.#hooks.onFree();
  }

  #sale(numbers, given) {
    const { device, operator, shift } = this.#till;
    const document = saleDocument(numbers, {
      id: newId(), till: device.till, operatorId: operator.id, shiftId: shift.id,
      at: new Date(), basket: this.#basket, given,
    });
    return { path: '/sales', document, changes: { basket: null, last_sale: summary(document) } };
  }

  #showPaid(sale) {
    this.phase = 'paid';
    this.view.showPaid(sale);
    this.showLast(summary(sale));
    tell('');
    beep('paid');
    this.#hooks.onPaid();
  }

  #refuse(sentence) {
    refuse(sentence);
    if (this.phase === 'tendering') this.view.complain(sentence);
  }
}

/** What is shown of the last sale, also after a reload. */
function summary({ number, tenders: [{ amount, given, change }] }) {
  return { number, total: amount, given, change };
}
