/** The dialog in which goods are taken back: which receipt, which goods, how the money goes back. */
import { moment, quantity, rupiah } from '../../core/format.js';
import { byId, copyOf, isTouch, setHidden, setText } from './dom.js';
import { Refused, quantity as readQuantity } from './parse.js';
import { refundsOf, worth } from './returnable.js';
import { say } from './words.js';

const STEPS = ['ask', 'choose', 'done'];
const ONE = 1000;

export class ReturnDialog {
  #dialog = byId('return-dialog');
  #list = byId('return-lines');
  #draft = null;
  #hooks;
  #rule;
  #refundable = [];
  #isVoid = false;

  /**
   * @param {object} hooks
   * @param {(number: string) => void} hooks.onNumber a receipt is asked for
   * @param {() => void} hooks.onWithout the goods of the basket come back without a receipt
   * @param {(choice: {paid: object, reason: string}) => void} hooks.onConfirm
   * @param {(code: string) => string|null} hooks.packOf the pack of a scanned code
   */
  constructor(hooks) {
    this.#hooks = hooks;
    byId('return-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId('return-without').addEventListener('click', () => hooks.onWithout());
    byId('return-all').addEventListener('click', () => this.#change(() => this.#draft.takeAll()));
    byId('return-cancel').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('scan', (event) => this.#scan(event));
    this.#list.addEventListener('click', (event) => this.#press(event));
    this.#list.addEventListener('keydown', (event) => this.#goOn(event));
    this.#list.addEventListener('change', (event) => this.#typed(event.target));
    byId('return-reasons').addEventListener('click', (event) => this.#giveReason(event.target));
    byId('return-ways').addEventListener('change', () => this.#refresh());
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Ask which receipt it is. */
  ask({ typed = '', canDoWithout }) {
    this.#step('ask');
    byId('return-number').value = typed;
    setHidden(byId('return-without'), !canDoWithout);
    setHidden(byId('return-without-hint'), canDoWithout);
    this.#open();
    byId('return-number').focus();
    byId('return-number').select();
  }

  /**
   * @param {object} found
   * @param {import('./returnable.js').Draft} found.draft
   * @param {object|null} found.receipt null without one
   */
  choose({ draft, receipt, isVoid, rule, timeZone, ways }) {
    this.#draft = draft;
    this.#isVoid = isVoid;
    this.#rule = rule;
    this.#refundable = receipt?.refundable ?? [];
    this.#step('choose');
    setText(byId('return-what'), receipt ? about(receipt, timeZone) : say('return_without'));
    setHidden(byId('return-all'), isVoid);
    byId('return-reason').value = '';
    for (const way of byId('return-ways').querySelectorAll('label')) {
      setHidden(way, !ways.includes(way.querySelector('input').value));
    }
    byId('return-ways').querySelector('input[value="cash"]').checked = true;
    this.#list.replaceChildren(...draft.lines.map((line, index) => this.#row(line, index)));
    this.#open();
    this.#refresh();
    (isVoid ? byId('return-reason') : this.#list.querySelector('input')).focus();
  }

  /** The document is kept: what to hand over, giant. */
  showDone({ number, refunds }) {
    this.#step('done');
    const money = refunds.filter(({ kind }) => kind === 'cash').reduce((sum, { amount }) => sum + amount, 0);
    const isAllCash = refunds.every(({ kind }) => kind === 'cash');
    setText(byId('return-hand-over-label'), say(money || isAllCash ? 'return_hand_over' : 'return_no_cash'));
    setText(byId('return-hand-over'), money || isAllCash ? rupiah(money) : '');
    byId('return-parts').replaceChildren(...(isAllCash ? [] : refunds.map(partOf)));
    setText(byId('return-number-kept'), number);
    byId('return-submit').focus();
  }

  complain(sentence, field = null) {
    setText(byId('return-message'), sentence);
    if (byId('return-form').inert) return;
    const usual = this.#dialog.dataset.step === 'ask' ? 'return-number' : 'return-reason';
    (field ?? byId(usual)).focus();
  }

  setBusy(isBusy) {
    byId('return-form').inert = isBusy;
  }

  close() {
    this.#dialog.close();
  }

  #open() {
    setText(byId('return-message'), '');
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  #step(name) {
    this.#dialog.dataset.step = name;
    for (const step of STEPS) setHidden(byId(`return-${step}`), step !== name);
    setHidden(byId('return-cancel'), name === 'done');
    setText(byId('return-title'), say(this.#isVoid && name !== 'ask' ? 'void_title' : 'return_title'));
    setText(byId('return-submit-text'), say({ ask: 'return_find', choose: 'return_give', done: 'return_over' }[name]));
  }

  /** Enter goes through the quantities to the reason, and there it ends it. */
  #submit() {
    const { step } = this.#dialog.dataset;
    if (step === 'ask') this.#hooks.onNumber(byId('return-number').value);
    else if (step === 'done') this.#dialog.close();
    else this.#confirm();
  }

  #confirm() {
    const reason = byId('return-reason').value.trim();
    if (this.#draft.isEmpty) return this.complain(say('return_nothing'), this.#list.querySelector('input'));
    if (!reason) return this.complain(say('return_reason_missing'));
    return this.#hooks.onConfirm({ paid: this.#paid, reason });
  }

  get #paid() {
    const way = byId('return-ways').querySelector('input:checked').value;
    return refundsOf(this.#draft.total, this.#refundable, way, this.#rule);
  }

  #scan(event) {
    event.preventDefault();
    const { step } = this.#dialog.dataset;
    if (step === 'ask') return this.#hooks.onNumber(event.detail);
    if (step !== 'choose' || this.#isVoid) return undefined;
    const packId = this.#hooks.packOf(event.detail);
    return this.#change(() => {
      if (!packId || !this.#draft.takeOne(packId)) this.complain(say('return_not_sold', { code: event.detail }));
    });
  }

  #press({ target }) {
    const button = target.closest('.step');
    if (!button) return;
    const index = Number(button.closest('.return-line').dataset.index);
    const { taken } = this.#draft.lines[index];
    this.#change(() => this.#draft.take(index, taken + Number(button.dataset.step) * ONE));
  }

  #typed(field) {
    const row = field.closest('.return-line');
    // A field that has just been taken out still tells that it changed.
    if (!row) return;
    const index = Number(row.dataset.index);
    const line = this.#draft.lines[index];
    if (field.type === 'checkbox') {
      line.isFit = !field.checked;
      return;
    }
    const milli = read(field.value);
    const isWhole = line.fractions || milli % ONE === 0;
    const problem = milli === null || !isWhole ? 'return_quantity' : milli > line.left.quantity ? 'return_too_much' : '';
    this.#change(() => this.#draft.take(index, problem === 'return_quantity' ? line.taken : milli));
    if (problem) setText(byId('return-message'), say(problem, { name: line.name, left: quantity(line.left.quantity) }));
  }

  /** Enter in a quantity goes on to the next one, and from the last one to the reason. */
  #goOn(event) {
    if (event.key !== 'Enter' || event.target.type !== 'text') return;
    event.preventDefault();
    const fields = [...this.#list.querySelectorAll('.return-quantity')];
    (fields[fields.indexOf(event.target) + 1] ?? byId('return-reason')).focus();
  }

  #giveReason(button) {
    if (!button.dataset.reason) return;
    byId('return-reason').value = button.dataset.reason;
    setText(byId('return-message'), '');
    byId('return-submit').focus();
  }

  #change(action) {
    setText(byId('return-message'), '');
    action();
    this.#refresh();
  }

  #refresh() {
    this.#draft.lines.forEach((line, index) => this.#write(this.#list.children[index], line));
    const { refunds, rounding, paid } = this.#paid;
    setText(byId('return-total'), rupiah(paid));
    const parts = refunds.length > 1 || refunds[0].kind !== 'cash' ? refunds.map(sentenceOf) : [];
    if (rounding) parts.push(say('return_rounding', { amount: rupiah(rounding) }));
    setText(byId('return-how'), parts.join(' · '));
  }

  #row(line, index) {
    const row = copyOf('return-line-template');
    row.dataset.index = String(index);
    setText(row.querySelector('.return-name'), line.name);
    const field = row.querySelector('.return-quantity');
    field.setAttribute('aria-label', say('return_quantity_of', { name: line.name, left: quantity(line.left.quantity) }));
    field.inputMode = isTouch() ? 'none' : 'text';
    field.addEventListener('pointerdown', () => { field.inputMode = 'decimal'; });
    for (const button of row.querySelectorAll('[data-step]')) {
      setHidden(button, this.#isVoid);
      button.setAttribute('aria-label', say(Number(button.dataset.step) > 0 ? 'return_more' : 'return_less', { name: line.name }));
    }
    field.readOnly = this.#isVoid;
    return row;
  }

  #write(row, { left, taken, unit, isFit }) {
    const field = row.querySelector('.return-quantity');
    field.value = quantity(taken).replaceAll('.', '');
    setText(row.querySelector('.return-detail'), say('return_left', {
      left: quantity(left.quantity), unit, amount: rupiah(left.amount),
    }));
    setText(row.querySelector('.return-amount'), taken ? rupiah(worth(left, taken)) : '–');
    row.querySelector('.return-broken input').checked = !isFit;
    row.classList.toggle('is-taken', taken > 0);
  }
}

function read(text) {
  try {
    return text.trim() === '0' ? 0 : readQuantity(text);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

function about({ sale: { number, sold_at: soldAt, member } }, timeZone) {
  const parts = [number, moment(new Date(soldAt), timeZone), member?.name];
  return parts.filter(Boolean).join(' · ');
}

function sentenceOf({ kind, amount }) {
  return say('return_part', { way: say(`refund_${kind}`), amount: rupiah(amount) });
}

function partOf(refund) {
  const item = document.createElement('li');
  item.textContent = sentenceOf(refund);
  return item;
}
