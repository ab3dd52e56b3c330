/** A key presses the button that shows it, so a key and its button cannot differ. */
import { byId, setText } from './dom.js';
import { chosenKeys, keepKeys, keyName, printed } from './key_choice.js';
import { money, Refused } from './parse.js';

/** Kept from the browser even where no button has them just now. */
const OURS = new Set(['F2', 'F3', 'F4', 'F7', 'F8', 'F9', 'F10']);
/** Milliseconds: a scanner's next character comes sooner. */
const LONGER_THAN_A_GAP = 110;
const BEHIND = '#sell:not([hidden]) #face-total[hidden] button';
const TENDER = '#sell:not([hidden]) #face-tender:not([hidden])';

/** @type {Map<string, {key: string, usual: string, label: string, isLetter: boolean}>} */
const actions = new Map();
let inUse = new Set();
let pending = 0;

export function listenForKeys(entry) {
  readActions();
  showKeys(chosenKeys());
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const name = keyName(event);
    clearTimeout(pending);
    if (OURS.has(name)) event.preventDefault();
    const button = event.repeat || !isShortcut(name) ? null : buttonFor(name);
    if (button) {
      event.preventDefault();
      press(button, name);
    } else if (event.key.length === 1 && event.key !== ' ' && !isTyping() && !isDialogOpen()) {
      (document.querySelector(`${TENDER} #given`) ?? entry).focus();
    }
  });
}

/** A letter may be the first of a card that is being scanned: it waits whether more comes. */
function press(button, name) {
  if (name.length > 1) button.click();
  else pending = setTimeout(() => button.click(), LONGER_THAN_A_GAP);
}

/** Every action with the key it has now. */
export function allKeys() {
  return Object.fromEntries([...actions].map(([action, { key }]) => [action, key]));
}

/** The actions as the dialog lists them, in the order of the page. */
export function allActions() {
  return [...actions].map(([action, facts]) => ({ action, ...facts }));
}

/** @param {string|null} key null: the usual ones again, for every action */
export function changeKey(action, key) {
  const chosen = key === null ? {} : { ...chosenKeys(), [action]: key };
  keepKeys(chosen);
  showKeys(chosen);
}

function readActions() {
  for (const button of document.querySelectorAll('[data-action][data-shortcut]')) {
    const { action, shortcut: usual } = button.dataset;
    const label = button.dataset.label ?? button.firstChild.textContent.trim();
    if (!actions.has(action)) actions.set(action, { key: usual, usual, label, isLetter: usual.length === 1 });
  }
}

/** Print the keys on their buttons. */
function showKeys(chosen) {
  for (const [action, facts] of actions) {
    facts.key = chosen[action] ?? facts.usual;
    for (const button of document.querySelectorAll(`[data-action="${action}"]`)) {
      button.dataset.shortcut = facts.key;
      const label = button.querySelector('kbd');
      if (label) setText(label, printed(facts.key));
    }
  }
  inUse = new Set([...actions.values()].map(({ key }) => key));
}

function isShortcut(name) {
  if (OURS.has(name)) return true;
  if (!inUse.has(name)) return false;
  if (name.length === 1) return isAmountWhole();
  return name !== 'Delete' || !isTyping();
}

/** A letter is a key of the tender where it cannot be part of the amount: `5k`, `1,5jt`. */
function isAmountWhole() {
  const field = document.querySelector(`${TENDER} #given`);
  if (!field || isDialogOpen() || (document.activeElement !== field && isTyping())) return false;
  try {
    return field.value.trim() === '' || money(field.value) >= 0;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/**
 * The button that shows this key; an open tender comes first. While the last sale's change is
 * still on the screen, the keys of paying mean the buttons behind it: a scan may have come before
 * them, whose line is a frame away.
 */
function buttonFor(name) {
  const scope = isDialogOpen() ? 'dialog[open]' : 'body';
  const find = (within) => [...document.querySelectorAll(`${within} [data-shortcut="${name}"]`)];
  const buttons = [...find(`${scope} ${TENDER}`), ...find(scope)];
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
