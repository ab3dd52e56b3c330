/**
 * Tells a scanner's burst of keys from a person typing, wherever the focus is.
 *
 * A wedge scanner types a code with at most 100 ms between characters and 1.5 s in all, at
 * least four characters, and ends it with Enter or Tab. The gap before that last key does not
 * count as a pause: some scanners wait there.
 */

const MOST_GAP = 100;
const MOST_TIME = 1500;
const FEWEST = 4;
/** In a field for amounts, or for a PIN, fewer characters are somebody typing fast. */
const FEWEST_IN_AMOUNT = 8;
/** What may be typed as an amount: a member's card is none of it. */
const AMOUNT = /^(?:rp)?[\d.,]*(?:rb|ribu|k|jt|juta)?$/i;
const SILENT = new Set(['Shift', 'CapsLock', 'AltGraph']);

/** The pure part: fed with keys and their times in milliseconds. */
export class Burst {
  text = '';
  #began = 0;
  #latest = 0;

  /** Take a printable character. True when it is the first of what may become a burst. */
  character(key, at) {
    const first = !this.text || at - this.#latest > MOST_GAP;
    if (first) {
      this.text = '';
      this.#began = at;
    }
    this.text += key;
    this.#latest = at;
    return first;
  }

  /** The end key came: the scanned text, or null when a person was typing. */
  end(at, fewest = FEWEST) {
    const { text } = this;
    this.text = '';
    return text.length >= fewest && at - this.#began <= MOST_TIME ? text : null;
  }

  reset() {
    this.text = '';
  }
}

/** How many characters tell a scan from somebody typing, in this kind of field. */
export function fewest(text, field) {
  if (field === 'line') return FEWEST;
  return field === 'amount' && !AMOUNT.test(text) ? FEWEST : FEWEST_IN_AMOUNT;
}

/**
 * What was scanned, when something stood in the input line before the burst: a multiplier, the
 * beginning of the same code (the scanner paused), or letters that somebody gave up on.
 * @param {(line: string) => boolean} isKnown whether the till can ring up this line
 */
export function wholeScan(typed, text, isKnown) {
  const whole = typed + text;
  if (isKnown(whole)) return whole;
  if (isKnown(text)) return text;
  return typed.trimEnd().endsWith('*') || /^\d+$/.test(whole) ? whole : text;
}

/**
 * Listen for scans in the whole page.
 * @param {object} hooks
 * @param {() => boolean} hooks.isListening while nobody sells a scan is swallowed, so that it
 *   cannot end up as somebody's PIN
 * @param {HTMLInputElement} hooks.entry the till's one line; what was typed there before stays
 * @param {HTMLInputElement} hooks.amount where the customer's money is typed
 * @param {(line: string) => boolean} hooks.isKnown whether the till can ring up this line
 * @param {(text: string, at: number) => void} hooks.onScan
 */
export function listenForScans({ isListening, entry, amount, isKnown, onScan }) {
  const burst = new Burst();
  let before = { field: null, value: '' };

  function kindOf(field) {
    if (field === null || field === entry) return 'line';
    return field === amount ? 'amount' : 'other';
  }

  function end(event) {
    // Where it began: a key of the tender may have opened a dialog since.
    const { field } = before;
    const isSelling = isListening();
    const text = burst.end(event.timeStamp, fewest(burst.text, isSelling ? kindOf(field) : 'other'));
    if (text === null) return;
    event.preventDefault();
    event.stopPropagation();
    const typed = before.field === entry ? before.value : '';
    if (before.field) before.field.value = before.field === entry ? '' : before.value;
    if (isSelling) onScan(typed ? wholeScan(typed, text, isKnown) : text, event.timeStamp);
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      burst.reset();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      end(event);
    } else if (event.key.length !== 1) {
      if (!SILENT.has(event.key)) burst.reset();
    } else if (burst.character(event.key, event.timeStamp)) {
      const field = fieldOf(document.activeElement);
      before = { field, value: field ? unselected(field, entry) : '' };
    }
  }, { capture: true });
}

/** What the field held; in the input line without the selection, which the scan replaces. */
function unselected(field, entry) {
  const { value, selectionStart: from, selectionEnd: to } = field;
  return field === entry ? value.slice(0, from) + value.slice(to) : value;
}

function fieldOf(element) {
  return element instanceof HTMLInputElement ? element : null;
}
