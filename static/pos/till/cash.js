/** Cash in and out of the drawer, opening it without a sale, and what the shift came to so far. */
import { rupiah } from '../../core/format.js';
import { Unreachable } from './api.js';
import { approve } from './approve.js';
import { cashMoveDocument, drawerOpenedDocument } from './documents.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { newId } from './ids.js';
import { tell } from './notice.js';
import { Refused, money } from './parse.js';
import { say } from './words.js';

const PURPOSES = { in: ['safe', 'petty', 'expense'], out: ['safe', 'bank', 'expense', 'petty'] };
const PATIENCE = 10_000;

/** @type {import('./commands.js').Command[]} */
export const CASH_COMMANDS = [
  { word: 'KAS MASUK', label: 'command_cash_in', group: 'till', run: (till) => cash(till).open('in') },
  { word: 'KAS KELUAR', label: 'command_cash_out', group: 'till', run: (till) => cash(till).open('out') },
  { word: 'BUKA LACI', label: 'command_drawer', group: 'till', run: (till) => drawer(till).open() },
  { word: 'LAPORAN', label: 'command_report', group: 'till', run: (till) => report(till).open() },
  { word: 'TUTUP', label: 'command_close', group: 'till', run: () => byId('go-close').click() },
];

const cash = once((till) => new CashDialog(till));
const drawer = once((till) => new DrawerDialog(till));
const report = once((till) => new ReportDialog(till));

/** The dialogs are bound when somebody first asks for them. */
function once(make) {
  let made = null;
  return (till) => {
    made ??= make(till);
    return made;
  };
}

class CashDialog {
  #till;
  #dialog = byId('cash-dialog');
  #direction = 'out';

  constructor(till) {
    this.#till = till;
    byId('cash-cancel').addEventListener('click', () => this.#dialog.close());
    byId('cash-purposes').addEventListener('change', () => this.#showAccount());
    byId('cash-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  open(direction) {
    this.#direction = direction;
    byId('cash-form').reset();
    setText(byId('cash-title'), say(`cash_title_${direction}`));
    setText(byId('cash-message'), '');
    byId('cash-purposes').replaceChildren(...this.#purposes().map((purpose) => this.#choice(purpose)));
    byId('cash-account').replaceChildren(...this.#expenses().map(({ code, name }) => new Option(name, code)));
    byId('cash-purposes').querySelector('input').checked = true;
    this.#showAccount();
    this.#dialog.showModal();
    byId('cash-amount').focus();
  }

  #expenses() {
    return this.#till.catalogue.cashExpenses;
  }

  #purposes() {
    const hasExpenses = this.#expenses().length > 0;
    return PURPOSES[this.#direction].filter((purpose) => purpose !== 'expense' || hasExpenses);
  }

  #choice(purpose) {
    const label = copyOf('purpose-template');
    label.querySelector('input').value = purpose;
    setText(label.querySelector('span'), say(`cash_${this.#direction}_${purpose}`));
    return label;
  }

  get #purpose() {
    return byId('cash-purposes').querySelector('input:checked').value;
  }

  #showAccount() {
    setHidden(byId('cash-account-part'), this.#purpose !== 'expense');
  }

  async #submit() {
    const amount = this.#readAmount();
    if (amount === null) return;
    const reason = byId('cash-reason').value.trim();
    if (!reason) return this.#complain(say('cash_no_reason'), 'cash-reason');
    const approvals = await this.#agreed(amount, reason);
    if (approvals === null) return;
    await working('cash-form', 'cash-message', async () => {
      const { number } = await this.#keep({ amount, reason, approvals });
      this.#dialog.close();
      tell(say(`cash_kept_${this.#direction}`, { amount: rupiah(amount), number }));
    });
  }

  /** Money that leaves beyond the clerk's limit needs somebody else; null: nobody agreed. */
  async #agreed(amount, reason) {
    const limit = this.#till.catalogue.approvals.limits.cash_out ?? 0;
    if (this.#direction === 'in' || amount <= limit) return [];
    const approval = await approve(this.#till, { action: 'cash_out', amount, subject: reason });
    return approval && [approval];
  }

  #keep({ amount, reason, approvals }) {
    const { operator, shift, device } = this.#till;
    const purpose = this.#purpose;
    const move = {
      id: newId(), at: new Date(), till: device.till, operatorId: operator.id, shiftId: shift.id,
      direction: this.#direction, purpose, amount, reason, approvals,
      account: purpose === 'expense' ? byId('cash-account').value : null,
    };
    return this.#till.keep((numbers) => ({
      path: '/cash-moves', document: cashMoveDocument(numbers, move), changes: {},
    }));
  }

  #readAmount() {
    const { value } = byId('cash-amount');
    try {
      const amount = money(value);
      if (amount > 0) return amount;
      return this.#complain(say('cash_no_amount'), 'cash-amount');
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const word = error.why === 'empty' ? 'cash_no_amount' : `money_${error.why}`;
      return this.#complain(say(word, { text: value }), 'cash-amount');
    }
  }

  #complain(sentence, field) {
    setText(byId('cash-message'), sentence);
    byId(field).focus();
    byId(field).select();
    return null;
  }
}

class DrawerDialog {
  #till;
  #dialog = byId('drawer-dialog');

  constructor(till) {
    this.#till = till;
    byId('drawer-cancel').addEventListener('click', () => this.#dialog.close());
    byId('drawer-reasons').addEventListener('click', ({ target }) => {
      if (target.dataset.reason) this.#submit(target.dataset.reason);
    });
    byId('drawer-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(byId('drawer-reason').value.trim());
    });
  }

  open() {
    byId('drawer-form').reset();
    setText(byId('drawer-message'), '');
    this.#dialog.showModal();
    byId('drawer-reasons').querySelector('button').focus();
  }

  async #submit(reason) {
    if (!reason) {
      setText(byId('drawer-message'), say('drawer_no_reason'));
      return byId('drawer-reason').focus();
    }
    const approvals = await this.#agreed(reason);
    if (approvals === null) return undefined;
    return working('drawer-form', 'drawer-message', async () => {
      await this.#keep(reason, approvals);
      this.#dialog.close();
      tell(say('drawer_noted', { reason }));
    });
  }

  /** Only where the shop wants somebody else for it. */
  async #agreed(reason) {
    if (!this.#till.catalogue.approvals.limits.drawer) return [];
    const approval = await approve(this.#till, { action: 'drawer', amount: 0, subject: reason });
    return approval && [approval];
  }

  #keep(reason, approvals) {
    const { operator, shift } = this.#till;
    const opened = { id: newId(), at: new Date(), operatorId: operator.id, shiftId: shift.id, reason, approvals };
    return this.#till.keep((numbers) => ({
      path: '/drawer-openings', document: drawerOpenedDocument(numbers, opened), changes: {},
    }));
  }
}

/** The X report is the server's: it knows what every document came to. */
class ReportDialog {
  #till;
  #dialog = byId('report-dialog');

  constructor(till) {
    this.#till = till;
    byId('report-close').addEventListener('click', () => this.#dialog.close());
    byId('report-print').addEventListener('click', () => this.#print());
  }

  async open() {
    byId('report-paper').replaceChildren();
    setText(byId('report-message'), say('report_asking'));
    this.#dialog.showModal();
    byId('report-close').focus();
    const answer = await this.#ask(() => this.#till.api.get(this.#path, { patience: PATIENCE }));
    if (!answer) return;
    setText(byId('report-message'), '');
    byId('report-paper').replaceChildren(...answer.lines.map((line) => lineOf(line, answer.columns)));
  }

  async #print() {
    const answer = await this.#ask(() => this.#till.api.post(this.#path, {}));
    if (answer) setText(byId('report-message'), say('report_printing'));
  }

  get #path() {
    return `/shifts/${this.#till.shift.id}/report`;
  }

  /** What was answered; null after saying why nothing was. */
  async #ask(request) {
    try {
      const { status, answer } = await request();
      if (status < 400) return answer;
      setText(byId('report-message'), answer?.detail ?? say('server_refused', { status }));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      setText(byId('report-message'), say('report_offline'));
    }
    return null;
  }
}

function lineOf({ text, style }, columns) {
  const line = document.createElement('span');
  line.className = `report-line is-${style}`;
  line.textContent = `${style === 'rule' ? '-'.repeat(columns) : text}\n`;
  return line;
}

/** One press, then either done or a sentence. */
async function working(form, message, work) {
  byId(form).inert = true;
  try {
    await work();
  } catch (error) {
    setText(byId(message), say('not_kept', { why: error.message }));
  } finally {
    byId(form).inert = false;
  }
}
