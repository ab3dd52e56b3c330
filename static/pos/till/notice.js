/** The one sentence under the input line: what just happened, or what has to be done. */
import { byId, setText } from './dom.js';
import { beep } from './sound.js';

export function tell(sentence) {
  setText(byId('message'), sentence);
  byId('message').classList.remove('is-bad');
}

/** Something was done, and has to be looked at. */
export function warn(sentence) {
  setText(byId('message'), sentence);
  byId('message').classList.add('is-bad');
  beep('warning');
}

/** Something was not done, and why. */
export function refuse(sentence) {
  setText(byId('message'), sentence);
  byId('message').classList.add('is-bad');
  beep('bad');
}
