/** Dialogs while goods are scanned and rung up: whichever noun opened them. */
import { refuse } from './notice.js';
import { say } from './words.js';

/** The open dialog, if there is one. */
export function openDialog() {
  return document.querySelector('dialog[open]');
}

/** An open dialog may take a scan by `preventDefault` on `scan`; else it is refused, aloud. */
export function offerScan(dialog, text) {
  const scan = new CustomEvent('scan', { detail: text, cancelable: true });
  if (dialog.dispatchEvent(scan)) refuse(say('dialog_open'));
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
