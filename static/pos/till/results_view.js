/** The list under the input line: goods or members found by part of a name. */
import { setHidden } from './dom.js';

export class ResultsView {
  #list;
  #input;
  #options = [];
  #active = -1;

  /**
   * @param {HTMLElement} list a listbox
   * @param {HTMLInputElement} input the combobox that owns it
   * @param {(option: object) => void} onChoose
   */
  constructor(list, input, onChoose) {
    this.#list = list;
    this.#input = input;
    list.addEventListener('pointerdown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const item = event.target.closest('[role=option]');
      if (item) onChoose(this.#options[Number(item.dataset.position)]);
    });
  }

  get isOpen() {
    return !this.#list.hidden;
  }

  get active() {
    return this.#options[this.#active] ?? null;
  }

  /** @param {{title: string, detail: string, value: string}[]} options best first */
  show(options) {
    this.#options = options;
    this.#list.replaceChildren(...options.map(item));
    setHidden(this.#list, options.length === 0);
    this.#input.setAttribute('aria-expanded', String(options.length > 0));
    this.#activate(options.length ? 0 : -1);
  }

  close() {
    if (this.isOpen) this.show([]);
  }

  move(step) {
    const count = this.#options.length;
    this.#activate((this.#active + step + count) % count);
    this.#list.children[this.#active].scrollIntoView({ block: 'nearest' });
  }

  #activate(position) {
    this.#list.children[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = position;
    const chosen = this.#list.children[position];
    chosen?.setAttribute('aria-selected', 'true');
    if (chosen) this.#input.setAttribute('aria-activedescendant', chosen.id);
    else this.#input.removeAttribute('aria-activedescendant');
  }
}

function item({ title, detail, value }, position) {
  const row = document.createElement('li');
  row.id = `result-${position}`;
  row.dataset.position = String(position);
  row.setAttribute('role', 'option');
  row.setAttribute('aria-selected', 'false');
  for (const [name, text] of [['title', title], ['detail', detail], ['value', value]]) {
    const part = document.createElement('span');
    part.className = `result-${name}`;
    part.textContent = text;
    row.append(part);
  }
  return row;
}
