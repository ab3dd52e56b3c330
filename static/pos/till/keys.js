/** Function keys press the button that shows them, so a key and its button cannot differ. */
import { byId } from './dom.js';

/** Kept from the browser even where no button has them just now. */
const OURS = new Set(['F2', 'F4', 'F7', 'F8', 'F9', 'F10']);

export function listenForKeys(entry) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (OURS.has(event.key)) event.preventDefault();
    const button = event.repeat ? null : buttonFor(event.key);
    if (button && !(event.key === 'Delete' && isTyping())) {
      event.preventDefault();
      button.click();
    } else if (event.key.length === 1 && event.key !== ' ' && !isTyping() && !isDialogOpen()) {
      entry.focus();
    }
  });
}

function buttonFor(key) {
  const buttons = document.querySelectorAll('[data-shortcut]');
  const scope = isDialogOpen() ? 'dialog[open] *' : '*';
  return [...buttons].find((button) => (
    button.dataset.shortcut === key && button.matches(scope) && button.getClientRects().length > 0
  ));
}

/** Whether the key belongs to a field: Del in an empty input line still removes a line. */
function isTyping() {
  const field = document.activeElement;
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return isField && !(field === byId('entry') && field.value === '');
}

function isDialogOpen() {
  return document.querySelector('dialog[open]') !== null;
}
