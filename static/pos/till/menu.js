/** Everything the till can do beside selling, as buttons: the word of each is on it. */
import { COMMANDS } from './commands.js';
import { byId, copyOf, setText } from './dom.js';
import { say } from './words.js';

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export class Menu {
  #dialog = byId('menu-dialog');
  #onChoose;

  /** @param {(command: import('./commands.js').Command) => void} onChoose the menu has closed */
  constructor(onChoose) {
    this.#onChoose = onChoose;
    for (const command of COMMANDS) byId(`menu-${command.group}`).append(this.#item(command));
    for (const list of this.#dialog.querySelectorAll('.menu-list')) {
      list.closest('section').hidden = !list.children.length;
    }
    byId('menu-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('keydown', (event) => this.#key(event));
  }

  open() {
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    this.#buttons[0]?.focus();
  }

  get #buttons() {
    return [...this.#dialog.querySelectorAll('.menu-item')];
  }

  #item(command) {
    const item = copyOf('menu-item-template');
    const button = item.firstElementChild;
    button.dataset.word = command.word;
    setText(button.querySelector('.menu-label'), say(command.label));
    setText(button.querySelector('.menu-word'), command.word);
    button.addEventListener('click', () => {
      this.#dialog.close();
      this.#onChoose(command);
    });
    return item;
  }

  /** Arrows go through the buttons; a letter goes to the next word that begins with it. */
  #key(event) {
    const buttons = this.#buttons;
    const now = buttons.indexOf(document.activeElement);
    let next = null;
    if (STEPS[event.key]) next = buttons.at((now + STEPS[event.key]) % buttons.length);
    else if (/^[a-z]$/i.test(event.key)) next = after(buttons, now, event.key.toUpperCase());
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function after(buttons, now, letter) {
  const ordered = [...buttons.slice(now + 1), ...buttons.slice(0, now + 1)];
  return ordered.find((button) => button.dataset.word.startsWith(letter)) ?? null;
}
