/** The shop's QRIS asking for an amount, drawn as a picture that a phone can read. */
import { encode } from '../../vendor/uqr/index.js';
import { Refused } from './parse.js';
import { makeDynamic } from './qris.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Modules of white around the code: ISO/IEC 18004 asks for four. */
const QUIET_ZONE = 4;

/**
 * The text of the shop's code with this amount; null where the printed one has to serve.
 * @param {{static: string, dynamic: boolean, limit: number}} policy
 */
export function qrisPayload({ static: payload, dynamic, limit }, amount) {
  if (!dynamic || !payload) return null;
  try {
    return makeDynamic(payload, { amount, limit });
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** The modules of a QR code as the path of an SVG: `M4 4h1v1h-1z`… */
export function modules(text) {
  const { data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size: data.length, path };
}

/** A QR code for the page. */
export function drawCode(text, label) {
  const { size, path } = modules(text);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.append(shape('rect', { width: size, height: size, class: 'code-paper' }), shape('path', { d: path, class: 'code-ink' }));
  return svg;
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
