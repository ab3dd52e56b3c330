/** The slips of the ways of paying that leave no cash: counted beside the drawer, if somebody does. */
import { byId } from './dom.js';
import { Refused, money } from './parse.js';

/** The slips that were counted; those left empty were not. @returns {{kind: string, amount: number}[]} */
export function countedSlips() {
  return slipInputs()
    .filter((input) => input.value.trim() !== '')
    .map((input) => ({ kind: input.dataset.kind, amount: slipAmount(input) }));
}

/** The first field that holds no amount; undefined when all can be read or are empty. */
export function unreadableSlip() {
  return slipInputs().find((input) => slipAmount(input) === null);
}

function slipInputs() {
  return [...byId('slips').querySelectorAll('input')];
}

/** In rupiah, nothing for an empty field; null for what cannot be read. */
function slipAmount(input) {
  if (input.value.trim() === '') return 0;
  try {
    const amount = money(input.value);
    return amount < 0 ? null : amount;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
