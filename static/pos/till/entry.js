/**
 * The one input line: what is typed, the list of found names under it, and how it is asked
 * (goods, a member, or the goods that an unknown line really is).
 */
import { quantity, rupiah } from '../../core/format.js';
import { byId, isTouch, setHidden, setText } from './dom.js';
import { readInput } from './input_line.js';
import { ResultsView } from './results_view.js';
import { halfUp } from './rounding.js';
import { say } from './words.js';

/** Longer than the longest gap in a scan, so that a burst is never searched for as a name. */
const TYPING_PAUSE = 120;
const FEWEST_LETTERS = 2;

const ONE = { quantity: 1000 };

export class Entry {
  /** @type {'goods'|'member'|'debtor'|'settle'} */
  mode = 'goods';
  /** Key of the line that is being settled. */
  subject = null;
  /** @type {import('./input_line.js').HowMuch|null} typed ahead: `3*` */
  multiplier = null;
  #input = byId('entry');
  #label = byId('entry-label');
  #chip = byId('multiplier');
  #results;
  #timer = 0;
  /** The text has changed since the list was made. */
  #isListOld = false;
  #hooks;

  /**
   * @param {object} hooks
   * @param {(text: string, at: number) => void} hooks.onEnter
   * @param {(option: object) => void} hooks.onChoose
   * @param {(query: string, mode: string) => object[]} hooks.search
   * @param {(step: number) => void} hooks.onMove arrows while no list is open
   */
  constructor(hooks) {
    this.#hooks = hooks;
    this.#results = new ResultsView(byId('results'), this.#input, hooks.onChoose);
    this.#input.addEventListener('input', () => this.#searchSoon());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    byId('entry-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#enter(event.timeStamp);
    });
    byId('keyboard').addEventListener('click', () => this.openKeyboard());
    if (isTouch()) this.#input.inputMode = 'none';
  }

  get element() {
    return this.#input;
  }

  get text() {
    return this.#input.value;
  }

  focus() {
    const isThere = document.activeElement === this.#input || this.#input.closest('[hidden]');
    if (!isThere) this.#input.focus({ preventScroll: true });
  }

  /** On touch no keyboard pops up until it is asked for. */
  openKeyboard() {
    this.#input.blur();
    this.#input.inputMode = 'text';
    this.#input.focus();
  }

  /**
   * @param {'goods'|'member'|'debtor'|'settle'} mode
   * @param {number|null} subject the line that is to be settled
   */
  ask(mode, params = {}, subject = null) {
    this.mode = mode;
    this.subject = subject;
    setText(this.#label, say(`ask_${mode}`, params));
    this.#input.closest('.entry').dataset.mode = mode;
    this.clear();
    this.focus();
  }

  clear() {
    clearTimeout(this.#timer);
    if (this.#input.value) this.#input.value = '';
    this.#results.close();
    if (isTouch()) this.#input.inputMode = 'none';
  }

  setMultiplier(howMuch) {
    this.multiplier = howMuch;
    setHidden(this.#chip, !howMuch);
    if (howMuch) setText(this.#chip, label(howMuch));
  }

  /**
   * How much of the next thing: typed with it, typed ahead, or one.
   * @param {import('./input_line.js').HowMuch} [inside] one label of the scale
   */
  howMuch(input, inside = ONE) {
    const { quantity: milli, asked_amount: amount } = (
      input.quantity || input.asked_amount ? input : this.multiplier ?? ONE
    );
    this.setMultiplier(null);
    return amount === undefined ? times(inside, milli) : { asked_amount: amount };
  }

  /** Leave what could not be used for the clerk to see; the next key replaces it. */
  putBack(text) {
    this.#input.value = text;
    this.selectAll();
  }

  selectAll() {
    this.#input.select();
  }

  /** Search for what stands in the line now. True when something was found. */
  search() {
    clearTimeout(this.#timer);
    const { kind, text } = readInput(this.#input.value);
    const isLong = kind === 'entry' && text.length >= FEWEST_LETTERS;
    this.offer(isLong ? this.#hooks.search(text, this.mode) : []);
    return this.#results.isOpen;
  }

  offer(options) {
    this.#isListOld = false;
    this.#results.show(options);
  }

  /** Go one step back: the list, the text, the multiplier, the question. False: nothing left. */
  back() {
    if (this.#results.isOpen || this.text) this.clear();
    else if (this.multiplier) this.setMultiplier(null);
    else if (this.mode !== 'goods') this.ask('goods');
    else return false;
    return true;
  }

  #searchSoon() {
    this.#isListOld = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.search(), TYPING_PAUSE);
  }

  /** Of a list that shows what an earlier text meant nothing is chosen. */
  #enter(at) {
    const chosen = this.#isListOld ? null : this.#results.active;
    if (chosen) this.#hooks.onChoose(chosen);
    else this.#hooks.onEnter(this.text, at);
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.#results.isOpen) this.#results.move(step);
      else if (!this.text) this.#hooks.onMove(step);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (!event.repeat) this.#enter(event.timeStamp);
    }
  }
}

function label({ quantity: milli, asked_amount: amount }) {
  return amount === undefined ? `${quantity(milli)} ×` : rupiah(amount);
}

/** Two labels of 750 g are one and a half kilos; a fraction of a label in rupiah is rounded. */
function times({ quantity: milli, asked_amount: amount }, many) {
  if (amount === undefined) return { quantity: Math.max(halfUp(milli, many, 1000), 1) };
  return { asked_amount: Math.max(halfUp(amount, many, 1000), 1) };
}
