/**
 * The code of a voucher as it is typed: nine random characters and one that proves them. Pure.
 * The twin of pos/vouchers/codes.py; tests/vectors/voucher_codes.json holds for both.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;
const GROUP = 5;

/** As it is stored: capitals without spaces and dashes, O and I read as 0 and 1. */
export function tidy(text) {
  return text.toUpperCase().replace(/[-\s]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** Whether a tidy text looks like a code of ours, rightly read or not. */
export function hasShape(code) {
  return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character));
}

/** Whether a tidy text can be a code: its last character proves the others. */
export function isSound(code) {
  return hasShape(code) && checkCharacter(code.slice(0, -1)) === code.at(-1);
}

/** As people read it: `7K3QF-9M2XN`. */
export function shown(code) {
  return `${code.slice(0, GROUP)}-${code.slice(GROUP)}`;
}

/** Luhn's, modulo 32: one wrong character, or two neighbours swapped, never pass. */
function checkCharacter(body) {
  const size = ALPHABET.length;
  const sum = [...body].reverse().reduce((total, character, place) => {
    const value = ALPHABET.indexOf(character) * (place % 2 ? 1 : 2);
    return total + Math.floor(value / size) + (value % size);
  }, 0);
  return ALPHABET[(size - (sum % size)) % size];
}
