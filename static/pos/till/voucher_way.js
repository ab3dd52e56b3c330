/**
 * Paying with a voucher: its code is read, the server says what it is worth, and that is taken.
 * Without the server what stands on the paper is typed, and the server looks at it later.
 */
import { day, number, rupiah } from '../../core/format.js';
import { Unreachable } from './api.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { Refused, money } from './parse.js';
import { beep } from './sound.js';
import { hasShape, isSound, shown, tidy } from './voucher_codes.js';
import { say } from './words.js';

/** Milliseconds to wait for the server's word while a customer waits. */
const PATIENCE = 3_000;

export class VoucherWay {
  #till;
  #dialog = byId('voucher-dialog');
  #code = byId('voucher-code');
  #worth = byId('voucher-worth');
  #wish = null;
  /** The voucher that waits for a yes: `{code, worth}`; worth null: nobody could be asked. */
  #found = null;
  /** What is being asked just now; another question overtakes it. */
  #asking = null;
  #part = null;
  #resolve = null;

  /** @param {import('./till.js').Till} till */
  constructor(till) {
    this.#till = till;
    byId('voucher-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#next();
    });
    byId('voucher-cancel').addEventListener('click', () => this.#dialog.close());
    this.#code.addEventListener('input', () => this.#forget());
    this.#dialog.addEventListener('scan', (event) => {
      event.preventDefault();
      this.#code.value = event.detail;
      this.#forget();
      this.#next();
    });
    this.#dialog.addEventListener('close', () => {
      this.#asking = null;
      this.#resolve?.(this.#part);
    });
  }

  /**
   * Null: it was not paid in this way.
   * @param {{amount: number, rest: number, parts: object[]}} wish `amount` as typed or all of it
   * @returns {Promise<import('./payment.js').Part|null>}
   */
  take(wish) {
    this.#wish = wish;
    this.#part = null;
    this.#code.value = '';
    this.#worth.value = wish.amount === wish.rest ? '' : number(wish.amount);
    setText(byId('voucher-rest'), number(wish.rest));
    this.#forget();
    this.#dialog.showModal();
    this.#code.focus();
    return new Promise((resolve) => { this.#resolve = resolve; });
  }

  /** Another code is being typed: nothing is known of it. */
  #forget() {
    this.#found = null;
    this.#asking = null;
    setText(byId('voucher-message'), '');
    setHidden(byId('voucher-worth-part'), true);
    setHidden(byId('voucher-facts'), true);
    setText(byId('voucher-question'), say('voucher_once'));
    setText(byId('voucher-yes').firstElementChild, say('voucher_check'));
  }

  /** Enter: look at the code, then take what was found. */
  #next() {
    if (this.#found) this.#accept();
    else if (!this.#asking) this.#look();
  }

  async #look() {
    const typed = this.#code.value.trim();
    const code = tidy(typed);
    const wrong = this.#wrongWith(code);
    if (wrong) {
      this.#complain(wrong);
      return;
    }
    const asking = { code };
    this.#asking = asking;
    setText(byId('voucher-message'), say('voucher_asking'));
    const { status, answer } = await this.#ask(code);
    if (this.#asking !== asking) return;
    this.#asking = null;
    setText(byId('voucher-message'), '');
    if (status === 200 && answer.state === 'open') this.#judged(answer);
    else if (status === 200) this.#complain(answer.sentence);
    else if (status === 404) this.#complain(answer.detail);
    else this.#askForWorth(isSound(code) ? shown(code) : typed);
  }

  /** What can be seen without asking anybody. */
  #wrongWith(code) {
    if (!code) return say('voucher_empty');
    if (hasShape(code) && !isSound(code)) return say('voucher_misread');
    const isTwice = this.#wish.parts.some(({ kind, reference }) => kind === 'voucher' && tidy(reference) === code);
    return isTwice ? say('voucher_twice') : null;
  }

  async #ask(code) {
    if (!this.#till.isOnline) return {};
    try {
      return await this.#till.api.get(`/vouchers/${encodeURIComponent(code)}`, { patience: PATIENCE });
    } catch (error) {
      if (error instanceof Unreachable) return {};
      throw error;
    }
  }

  /** One that is used up by this basket is taken at once; where a part would lapse, that is asked. */
  #judged({ code, amount: worth, valid_until: until }) {
    this.#found = { code, worth };
    const { rest } = this.#wish;
    if (worth <= rest) {
      this.#accept();
      return;
    }
    const facts = [
      ['voucher_worth', rupiah(worth)], ['voucher_until', day(until)],
      ['voucher_taken', rupiah(rest)], ['voucher_lapses', rupiah(worth - rest)],
    ];
    byId('voucher-facts').replaceChildren(...facts.map(fact));
    setHidden(byId('voucher-facts'), false);
    this.#askForYes(say('voucher_lapse_question'));
    byId('voucher-yes').focus();
  }

  /** Nobody can be asked: the paper says what it is worth. */
  #askForWorth(code) {
    this.#found = { code, worth: null };
    setHidden(byId('voucher-worth-part'), false);
    this.#askForYes(say('voucher_offline'));
    this.#worth.focus();
    this.#worth.select();
  }

  #askForYes(question) {
    setText(byId('voucher-question'), question);
    setText(byId('voucher-yes').firstElementChild, say('voucher_accept'));
  }

  #accept() {
    const worth = this.#found.worth ?? this.#typedWorth();
    if (worth === null) return;
    const amount = Math.min(worth, this.#wish.rest);
    this.#part = { kind: 'voucher', amount, reference: this.#found.code };
    this.#dialog.close();
  }

  #typedWorth() {
    try {
      const worth = money(this.#worth.value);
      if (worth > 0) return worth;
      this.#complain(say('voucher_no_worth'), this.#worth);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const sentence = error.why === 'empty' ? say('voucher_no_worth') : say(`money_${error.why}`, { text: this.#worth.value });
      this.#complain(sentence, this.#worth);
    }
    return null;
  }

  #complain(sentence, field = this.#code) {
    beep('bad');
    setText(byId('voucher-message'), sentence);
    field.focus();
    field.select();
  }
}

function fact([key, value]) {
  const row = copyOf('fact-template');
  setText(row.firstElementChild, say(key));
  setText(row.lastElementChild, value);
  return row;
}
