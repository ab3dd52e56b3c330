/** The one sentence under the input line: what just happened, or what has to be done. */
import { byId, setText } from './dom.js';
import { beep } from './sound.js';

export function tell(sentence) {
  setText(byId('message'), sentence);
  byId('message').classList.remove('is-bad');
}

/** Something was not done, and why. */
export function refuse(sentence) {
  setText(byId('message'), sentence);
  byId('message').classList.add('is-bad');
  beep('bad');
}
