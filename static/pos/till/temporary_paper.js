/**
 * Shows a temporary receipt and lets the browser print it: on paper of 58 mm, as long as the
 * receipt, with nothing else on the page. The server's own paper still comes when it is back.
 */
import { byId, copyOf } from './dom.js';
import { layout } from './temporary_receipt.js';

/** Millimetres, as in paper.css: the height of a line, and what is left empty above and below. */
const LINE = 3.6;
const MARGINS = 8;

let made = null;

/** The one dialog with the slip: for the sale just paid, and for an older one. */
export function temporaryPaperOf(till) {
  made ??= new TemporaryPaper(till);
  return made;
}

class TemporaryPaper {
  #till;
  #dialog = byId('temporary-dialog');
  #page = new CSSStyleSheet();

  constructor(till) {
    this.#till = till;
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#page];
    byId('temporary-close').addEventListener('click', () => this.#dialog.close());
    byId('temporary-form').addEventListener('submit', (event) => {
      event.preventDefault();
      globalThis.print();
    });
    this.#dialog.addEventListener('close', () => this.#draw([]));
  }

  /** @param {object} sale as recent.js keeps it */
  open(sale) {
    const { device, catalogue } = this.#till;
    const { coop, till } = device;
    this.#draw(layout(sale, {
      coop: coop?.name ?? '', isDemo: Boolean(coop?.is_demo), shop: catalogue.shop, till: till.code,
    }));
    if (!this.#dialog.open) this.#dialog.showModal();
    byId('temporary-print').focus();
  }

  /** No style sheet can say “as long as it is”: `size: 58mm auto` is no size to any browser. */
  #draw(lines) {
    for (const id of ['temporary-preview', 'temporary-paper']) {
      byId(id).replaceChildren(...lines.map(row));
    }
    const length = Math.ceil(lines.length * LINE + MARGINS);
    this.#page.replaceSync(lines.length ? `@page { size: 58mm ${length}mm; margin: 0; }` : '');
  }
}

function row({ text, isBold }) {
  const element = copyOf('temporary-line');
  element.textContent = `${text}\n`;
  element.classList.toggle('is-bold', isBold);
  return element;
}
