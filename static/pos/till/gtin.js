/** Barcodes of goods: UPC-A, EAN-8, EAN-13 and ITF-14 of one item compare as 14 digits. */

const LENGTHS = new Set([8, 12, 13, 14]);

/**
 * The form barcodes are compared in: 14 digits for a sound GTIN, else the text as it is.
 * inventory/gtin.py keeps the same form in the catalogue.
 */
export function comparable(code) {
  const sound = /^[0-9]+$/.test(code) && LENGTHS.has(code.length) && checksOut(code);
  return sound ? code.padStart(14, '0') : code.toUpperCase();
}

/** Weights 3, 1, 3 … from the right, the check digit itself counting once: a multiple of ten. */
function checksOut(digits) {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    sum += place % 2 ? digit * 3 : digit;
  }
  return sum % 10 === 0;
}
