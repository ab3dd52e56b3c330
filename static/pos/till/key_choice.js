/**
 * Which key does what at this till. The usual keys stand in the page (`data-shortcut` of a button
 * with a `data-action`); what a clerk chose instead is kept in this browser. Pure but for that.
 */

const KEPT = 'lumbung-keys';
/** A browser has its own use for these, or the input line has. */
const BROWSERS = new Set(['F1', 'F5', 'F6', 'F11', 'F12']);
const POSSIBLE = new Set([
  'F2', 'F3', 'F4', 'F7', 'F8', 'F9', 'F10', 'Insert', 'Delete', 'PageUp', 'PageDown', 'Pause',
  'ScrollLock', 'NumpadAdd', 'NumpadSubtract',
]);
const ON_THE_PAD = new Set(['NumpadAdd', 'NumpadSubtract']);
/** A letter is a key only where an amount is typed; these go on with one: 5k, 20rb, 1jt, IDR 5. */
const IN_AMOUNTS = new Set(['R', 'K', 'J', 'I']);
const NAMES = { Delete: 'Del', PageUp: 'PgUp', PageDown: 'PgDn', Insert: 'Ins', NumpadAdd: 'Num +', NumpadSubtract: 'Num −' };

/** One name for a pressed key: `F9`, `Delete`, `NumpadAdd`, `Q`. */
export function keyName({ key, code }) {
  if (ON_THE_PAD.has(code)) return code;
  return key.length === 1 ? key.toUpperCase() : key;
}

/** As it is printed on a button. */
export function printed(name) {
  return NAMES[name] ?? name;
}

/**
 * Why an action cannot have this key; null when it can.
 * @param {Object<string, string>} keys what the other actions have
 * @param {boolean} isLetter whether the action is chosen while an amount is typed
 * @returns {'browser'|'impossible'|'letter'|'taken'|null}
 */
export function whyNot(name, { keys, action, isLetter }) {
  if (BROWSERS.has(name)) return 'browser';
  const isOne = /^[A-Z]$/.test(name);
  if (isOne && (!isLetter || IN_AMOUNTS.has(name))) return 'letter';
  if (!isOne && !POSSIBLE.has(name)) return 'impossible';
  const taken = Object.entries(keys).some(([other, key]) => other !== action && key === name);
  return taken ? 'taken' : null;
}

/** What was chosen at this till, by action. */
export function chosenKeys() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

export function keepKeys(keys) {
  localStorage.setItem(KEPT, JSON.stringify(keys));
}
