/**
 * What a clerk can ask the till for by a word in the input line, or by a button of the menu.
 * A noun of the till hands in its commands here: one import, one line in `COMMANDS`.
 *
 * @typedef {object} Command
 * @property {string} word as it is typed, in capitals; may hold spaces: `BAYAR BON`
 * @property {string} [also] another word for the same
 * @property {string} label key of its words in pos/till_words.py
 * @property {'sale'|'member'|'till'} group where the menu shows it
 * @property {boolean} [takesMore] what is typed after the word is handed over: `CEK gula`
 * @property {(till: import('./till.js').Till, more: string, sell: import('./sell.js').Sell)
 *   => unknown} run opens a dialog or does it at once; the focus comes back by itself
 */
import { CASH_COMMANDS } from './cash.js';
import { CORRECTION_COMMANDS } from './corrections.js';
import { DISPLAY_COMMANDS } from './display.js';
import { byId } from './dom.js';
import { EXCHANGE_COMMANDS } from './exchange.js';
import { PRICE_COMMANDS } from './price_dialogs.js';
import { HOLD_COMMANDS } from './held_baskets.js';
import { KEYS_COMMANDS } from './keys_dialog.js';
import { ACCESS_COMMANDS } from './member_access.js';
import { MONEY_COMMANDS } from './member_money.js';
import { CHECK_COMMANDS } from './price_check.js';
import { PRACTICE_COMMANDS } from './practice.js';
import { RECEIPT_COMMANDS } from './receipts_view.js';
import { RETURN_COMMANDS } from './returns.js';

/** @type {Command[]} in the order of the menu */
export const COMMANDS = [
  ...HOLD_COMMANDS,
  ...RETURN_COMMANDS,
  ...RECEIPT_COMMANDS,
  ...CHECK_COMMANDS,
  ...CORRECTION_COMMANDS,
  ...PRICE_COMMANDS,
  ...EXCHANGE_COMMANDS,
  ...MONEY_COMMANDS,
  ...ACCESS_COMMANDS,
  ...CASH_COMMANDS,
  ...PRACTICE_COMMANDS,
  ...DISPLAY_COMMANDS,
  ...KEYS_COMMANDS,
  { word: 'KUNCI', label: 'command_lock', group: 'till', run: () => byId('lock').click() },
];

/** `WSB-T1-A-000123`: scanned from a receipt it opens the return. */
const RECEIPT = /^[A-Z]{3}-[A-Z0-9]{1,3}-[A-Z]{1,3}-\d{6,9}$/i;
const FEWEST_LETTERS = 2;

/**
 * The command that a line means, with what follows its word; null when it is none.
 * @param {Command[]} [commands] the longest word wins: `BAYAR BON` before `BAYAR`
 * @returns {{command: Command, more: string}|null}
 */
export function readCommand(line, commands = COMMANDS) {
  const typed = line.trim().replace(/\s+/g, ' ');
  if (RECEIPT.test(typed)) return byWord('RETUR', typed.toUpperCase(), commands);
  const words = typed.split(' ');
  for (let count = words.length; count > 0; count -= 1) {
    const word = words.slice(0, count).join(' ').toUpperCase();
    const found = byWord(word, words.slice(count).join(' '), commands);
    if (found && (found.more === '' || found.command.takesMore)) return found;
  }
  return null;
}

/** The commands whose word begins like this, for the list under the input line. */
export function commandsLike(text, commands = COMMANDS) {
  const begun = text.trim().replace(/\s+/g, ' ').toUpperCase();
  if (begun.length < FEWEST_LETTERS) return [];
  return commands.filter(({ word, also }) => word.startsWith(begun) || also?.startsWith(begun));
}

function byWord(word, more, commands) {
  const command = commands.find((each) => each.word === word || each.also === word);
  return command ? { command, more } : null;
}
