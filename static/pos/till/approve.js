/**
 * Asks somebody else to agree to what the clerk may not do alone: by PIN on the spot, by a code
 * read out over the telephone, or, up to a limit, afterwards. Whoever holds the right is not asked.
 */
import { rupiah } from '../../core/format.js';
import { Unreachable } from './api.js';
import { canCheck, codeFor, newChallenge } from './approval_codes.js';
import { byId, setHidden, setText } from './dom.js';
import { say } from './words.js';

const RIGHT = 'approve';
/** Even who holds the right does not vouch for these alone. */
const TWO_NAMES = new Set(['count']);
const CODE = /^\d{6}$/;

/** @typedef {{action: string, method: 'pin'|'code'|'limit', by: string|null, code: string}} Approval */

/**
 * @param {import('./till.js').Till} till
 * @param {object} wish
 * @param {string} wish.action as in `ApprovalAction`
 * @param {number} wish.amount rupiah
 * @param {string} wish.subject what it is about, in words
 * @returns {Promise<Approval|null>} null when nobody agreed
 */
export function approve(till, { action, amount, subject = '' }) {
  const mayAlone = till.operator.permissions.includes(RIGHT) && !TWO_NAMES.has(action);
  if (till.practice || mayAlone) {
    return Promise.resolve({ action, method: 'pin', by: till.operator.id, code: '' });
  }
  return new Promise((resolve) => {
    new Asking(till, { action, amount, subject }, resolve).open();
  });
}

class Asking {
  #till;
  #wish;
  #resolve;
  #dialog = byId('approve-dialog');
  #challenge = newChallenge();
  #listening = new AbortController();
  #answer = null;
  #way = 'pin';

  constructor(till, wish, resolve) {
    this.#till = till;
    this.#wish = wish;
    this.#resolve = resolve;
  }

  open() {
    const { action, amount, subject } = this.#wish;
    setText(byId('approve-title'), say('approve_title', { action: say(`approve_${action}`), amount: rupiah(amount) }));
    setText(byId('approve-subject'), subject);
    setText(byId('approve-challenge'), say('approve_read_out', {
      till: this.#till.device.till.code, action: say(`approve_${action}`), amount: rupiah(amount), challenge: this.#challenge,
    }));
    setHidden(byId('approve-alone'), amount > this.#limit());
    this.#listApprovers();
    this.#bind();
    this.#choose(this.#till.isOnline ? 'pin' : 'code');
    this.#dialog.showModal();
    this.#focus();
  }

  #bind() {
    const options = { signal: this.#listening.signal };
    const on = (id, event, act) => byId(id).addEventListener(event, act, options);
    on('approve-by-pin', 'click', () => this.#choose('pin'));
    on('approve-by-code', 'click', () => this.#choose('code'));
    on('approve-cancel', 'click', () => this.#dialog.close());
    on('approve-alone', 'click', () => this.#end({ method: 'limit', by: null, code: '' }));
    on('approve-form', 'submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    on('approve-dialog', 'close', () => {
      this.#listening.abort();
      this.#resolve(this.#answer);
    });
  }

  #limit() {
    return this.#till.catalogue.approvals.limits[this.#wish.action] ?? 0;
  }

  #listApprovers() {
    const approvers = this.#till.catalogue.approvals.approvers;
    const others = approvers.filter(({ id }) => id !== this.#till.operator.id);
    byId('approve-who').replaceChildren(...others.map(({ id, name }) => new Option(name, id)));
  }

  #choose(way) {
    for (const each of ['pin', 'code']) {
      byId(`approve-by-${each}`).setAttribute('aria-pressed', String(each === way));
      setHidden(byId(`approve-${each}-part`), each !== way);
      byId(`approve-${each}`).value = '';
    }
    setText(byId('approve-message'), '');
    this.#way = way;
    if (this.#dialog.open) this.#focus();
  }

  #focus() {
    byId(`approve-${this.#way}`).focus();
  }

  async #submit() {
    byId('approve-form').inert = true;
    const refusal = this.#way === 'pin' ? await this.#byPin() : await this.#byCode();
    byId('approve-form').inert = false;
    if (refusal === null) return;
    setText(byId('approve-message'), refusal);
    byId(`approve-${this.#way}`).value = '';
    this.#focus();
  }

  /** The sentence of a refusal; null when somebody agreed. */
  async #byPin() {
    const { action, amount } = this.#wish;
    const pin = byId('approve-pin').value;
    const by = byId('approve-who').value;
    if (!by) return say('approve_nobody');
    if (!pin) return say('pin_empty');
    try {
      const body = { operator_id: by, pin, action, amount };
      const { status, answer } = await this.#till.api.post('/till/approve', body);
      if (status !== 200) return answer?.detail ?? say('server_refused', { status });
      this.#end({ method: 'pin', by: answer.by, code: answer.code });
      return null;
    } catch (error) {
      if (error instanceof Unreachable) return say('approve_offline');
      throw error;
    }
  }

  /** Checked here where the browser can; the server looks again. */
  async #byCode() {
    const { action, amount } = this.#wish;
    const typed = byId('approve-code').value.replaceAll(' ', '');
    if (!CODE.test(typed)) return say('approve_code_shape');
    const { token } = this.#till.device;
    if (canCheck() && typed !== await codeFor(token, action, amount, this.#challenge)) {
      return say('approve_code_wrong');
    }
    this.#end({ method: 'code', by: null, code: `${this.#challenge}-${typed}` });
    return null;
  }

  #end(answer) {
    this.#answer = { action: this.#wish.action, ...answer };
    this.#dialog.close();
  }
}
