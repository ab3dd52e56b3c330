/** Which key does what, and another one for it: kept at this till, printed on its buttons. */
import { byId, copyOf, setText } from './dom.js';
import { keyName, printed, whyNot } from './key_choice.js';
import { allActions, allKeys, changeKey } from './keys.js';
import { say } from './words.js';

/** These never name a key that is being chosen. */
const HELD = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph']);

export const KEYS_COMMANDS = [
  { word: 'TOMBOL', label: 'command_keys', group: 'till', run: () => dialog().open() },
];

let opened = null;

function dialog() {
  opened ??= new KeysDialog();
  return opened;
}

class KeysDialog {
  #dialog = byId('keys-dialog');
  #awaiting = null;

  constructor() {
    byId('keys-list').addEventListener('click', (event) => this.#await(event.target.closest('button')));
    byId('keys-usual').addEventListener('click', () => this.#usual());
    byId('keys-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('keydown', (event) => this.#key(event), { capture: true });
  }

  open() {
    this.#awaiting = null;
    this.#draw();
    this.#say('');
    this.#dialog.showModal();
    byId('keys-list').querySelector('button').focus();
  }

  #draw() {
    byId('keys-list').replaceChildren(...allActions().map(({ action, label, key }) => {
      const row = copyOf('key-template');
      const [name, button] = row.children;
      setText(name, label);
      setText(button, printed(key));
      button.dataset.of = action;
      button.setAttribute('aria-label', say('key_of', { label, key: printed(key) }));
      return row;
    }));
  }

  #await(button) {
    if (!button) return;
    this.#awaiting = button.dataset.of;
    setText(button, '…');
    this.#say(say('key_press', { label: this.#facts().label }));
  }

  #facts() {
    return allActions().find(({ action }) => action === this.#awaiting);
  }

  #key(event) {
    if (!this.#awaiting || HELD.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') this.#giveUp();
    else this.#choose(event);
  }

  #choose(event) {
    const name = keyName(event);
    const { action, isLetter } = this.#facts();
    const why = whyNot(name, { keys: allKeys(), action, isLetter });
    if (why) this.#say(say(`key_${why}`, { key: printed(name) }), true);
    else this.#take(action, name);
  }

  #take(action, name) {
    changeKey(action, name);
    this.#awaiting = null;
    this.#draw();
    this.#say(say('key_taken_over', { key: printed(name) }));
    byId('keys-list').querySelector(`[data-of="${action}"]`).focus();
  }

  #usual() {
    changeKey(null, null);
    this.#awaiting = null;
    this.#draw();
    this.#say(say('keys_usual'));
  }

  /** Esc first gives up the key that is being chosen. */
  #giveUp() {
    this.#awaiting = null;
    this.#draw();
    this.#say('');
  }

  #say(sentence, isBad = false) {
    setText(byId('keys-message'), sentence);
    byId('keys-message').classList.toggle('is-bad', isBad);
  }
}
