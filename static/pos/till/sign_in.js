/**
 * Who is at the till: a name, then a PIN. The server checks it; while the server is away, what
 * was kept here when the clerk last signed in with it (pin.js).
 */
import { Unreachable } from './api.js';
import { byId, isTouch, setHidden, setText } from './dom.js';
import { canUnlock, keepPin, keepsPins, tryPin } from './pin.js';
import { say } from './words.js';

/** With a PIN kept here a server that does not answer is not waited for any longer. */
const SHORT_PATIENCE = 3_000;

export class SignIn {
  #till;
  #onSignedIn;
  #pin = byId('pin');
  #operator = null;

  /** @param {(operator: {id: string, name: string, permissions: string[]}) => void} onSignedIn */
  constructor(till, onSignedIn) {
    this.#till = till;
    this.#onSignedIn = onSignedIn;
    byId('operators').addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (button) this.#pick(button.dataset.id);
    });
    byId('pin-pad').addEventListener('click', (event) => {
      const button = event.target.closest('[data-digit]');
      if (button) this.#press(button.dataset.digit);
    });
    byId('pin-back').addEventListener('click', () => this.open());
    byId('pin-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#check();
    });
    if (isTouch()) this.#pin.inputMode = 'none';
  }

  /** Show the names; choosing one asks for the PIN. */
  open() {
    setHidden(byId('who'), false);
    setHidden(byId('pin-form'), true);
    this.renew();
    byId('operators').querySelector('button')?.focus();
  }

  /** Draw the names of those who may sell here. */
  renew() {
    const { operators } = this.#till.catalogue;
    byId('operators').replaceChildren(...operators.map(nameButton));
    setHidden(byId('no-operators'), operators.length > 0);
  }

  #pick(id) {
    this.#operator = this.#till.catalogue.operators.find((operator) => operator.id === id);
    setText(byId('pin-name'), this.#operator.name);
    setHidden(byId('who'), true);
    setHidden(byId('pin-form'), false);
    this.#again('');
  }

  #press(digit) {
    const { value } = this.#pin;
    this.#pin.value = digit === 'back' ? value.slice(0, -1) : value + digit;
  }

  async #check() {
    if (!this.#pin.value) return this.#again(say('pin_empty'));
    byId('pin-form').inert = true;
    setText(byId('pin-message'), say('pin_checking'));
    const refusal = await this.#ask(this.#pin.value);
    byId('pin-form').inert = false;
    if (refusal !== null) this.#again(refusal);
    return undefined;
  }

  /** The sentence of a refusal; null when the operator is in. */
  async #ask(pin) {
    const till = this.#till;
    const isKept = await canUnlock(till.store, till.pinRules, this.#operator.id);
    if (isKept && !till.isOnline) return this.#askHere(pin);
    try {
      const body = { operator_id: this.#operator.id, pin };
      const patience = isKept ? SHORT_PATIENCE : undefined;
      const { status, answer } = await till.api.post('/till/sign-in', body, { patience });
      if (status >= 500 && isKept) return this.#askHere(pin);
      if (status !== 200) return answer?.detail ?? say('server_refused', { status });
      keepPin(till.store, answer.operator, pin);
      return this.#enter(answer.operator);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      if (isKept) return this.#askHere(pin);
      return say(keepsPins() ? 'pin_unknown' : 'pin_offline');
    }
  }

  /** Without the server. */
  async #askHere(pin) {
    const { store, pinRules } = this.#till;
    const { operator, why, seconds } = await tryPin(store, pinRules, this.#operator.id, pin);
    return operator ? this.#enter(operator) : say(`pin_${why}`, { n: seconds });
  }

  #enter(operator) {
    this.#pin.value = '';
    this.#onSignedIn(operator);
    return null;
  }

  #again(sentence) {
    this.#pin.value = '';
    setText(byId('pin-message'), sentence);
    this.#pin.focus();
  }
}

function nameButton({ id, name }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.id = id;
  const initials = document.createElement('span');
  initials.className = 'initials';
  initials.setAttribute('aria-hidden', 'true');
  initials.textContent = name.split(/\s+/).slice(0, 2).map((word) => word[0]).join('').toUpperCase();
  const label = document.createElement('span');
  label.textContent = name;
  button.append(initials, label);
  const item = document.createElement('li');
  item.append(button);
  return item;
}
