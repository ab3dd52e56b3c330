/** Dialogs while goods are scanned and rung up: whichever noun opened them. */
import { setText } from './dom.js';
import { refuse } from './notice.js';
import { say } from './words.js';

/** The open dialog, if there is one. */
export function openDialog() {
  return document.querySelector('dialog[open]');
}

/** An open dialog may take a scan by `preventDefault` on `scan`; else it is refused, aloud. */
export function offerScan(dialog, text) {
  const scan = new CustomEvent('scan', { detail: text, cancelable: true });
  if (!dialog.dispatchEvent(scan)) return;
  refuse(say('dialog_open'));
  sayInside(dialog, say('dialog_open'));
}

/** A dialog covers the message line: what matters is said inside it as well, until it closes. */
function sayInside(dialog, sentence) {
  let line = dialog.querySelector('.dialog-message');
  if (!line) {
    line = document.createElement('p');
    line.className = 'message is-bad dialog-message';
    line.setAttribute('role', 'alert');
    (dialog.querySelector('.dialog-actions') ?? dialog.lastElementChild).before(line);
    onceClosed(dialog, () => line.remove());
  }
  setText(line, sentence);
}

/**
 * In the same moment in which it closes, by whatever way. The browser's own `close` comes with a
 * frame: late on a busy machine, not at all while another window covers this one.
 */
export function onceClosed(dialog, action) {
  const look = () => { if (!dialog.open) action(); };
  new MutationObserver(look).observe(dialog, { attributeFilter: ['open'] });
}

/** Whatever dialog closes: once none is open the screen behind it goes on. */
export function onDialogsClosed(action) {
  document.addEventListener('close', () => {
    if (!openDialog()) action();
  }, { capture: true });
}
