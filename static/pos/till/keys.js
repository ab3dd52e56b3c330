/** Function keys press the button that shows them, so a key and its button cannot differ. */
import { byId } from './dom.js';

/** Kept from the browser even where no button has them just now. */
const OURS = new Set(['F2', 'F3', 'F4', 'F7', 'F8', 'F9', 'F10']);

const BEHIND = '#sell:not([hidden]) #face-total[hidden] button';

export function listenForKeys(entry) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (OURS.has(event.key)) event.preventDefault();
    const isShortcut = OURS.has(event.key) || event.key === 'Delete';
    const button = isShortcut && !event.repeat ? buttonFor(event.key) : null;
    if (button && !(event.key === 'Delete' && isTyping())) {
      event.preventDefault();
      button.click();
    } else if (event.key.length === 1 && event.key !== ' ' && !isTyping() && !isDialogOpen()) {
      entry.focus();
    }
  });
}

/**
 * The button that shows this key. While the last sale's change is still on the screen, F8 and F9
 * mean the buttons behind it: a scan may have come before them, whose line is a frame away.
 */
function buttonFor(key) {
  const scope = isDialogOpen() ? 'dialog[open]' : 'body';
  const buttons = [...document.querySelectorAll(`${scope} [data-shortcut="${key}"]`)];
  const isSeen = (button) => button.getClientRects().length > 0;
  return buttons.find(isSeen) ?? buttons.find((button) => button.matches(BEHIND)) ?? null;
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
