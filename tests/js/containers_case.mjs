// What the till's basket makes of a case of tests/vectors/containers.json.
import { Basket } from '../../static/pos/till/basket.js';
import { isDeposit } from '../../static/pos/till/containers.js';

const PRICES = [{ list: 'umum', shop: null, amount: 5000, from: '2026-01-01', to: null }];

/** Ring the lines up, each as its own, and say which deposits came along. */
export function depositsOf({ lines }) {
  const containerOf = ({ container }) => (container ? empty(container) : null);
  const basket = new Basket(() => (
    { shop: 'WSB', on: '2026-11-22', rounding: { unit: 100, mode: 'down' }, containerOf }
  ));
  const rung = lines.map((line, position) => {
    const { key } = basket.add(full(line, position), null, { quantity: line.quantity });
    if (line.exchanged !== undefined) basket.setExchange(key, line.exchanged);
    return key;
  });
  const deposits = basket.lines.filter(isDeposit);
  for (const deposit of deposits) {
    const before = basket.lines[basket.lines.indexOf(deposit) - 1];
    if (before.key !== deposit.of) throw new Error('a deposit stands behind its goods');
  }
  return {
    deposits: deposits.map(({ of, pack, priced }) => (
      { line: rung.indexOf(of), container: pack.id, quantity: priced.quantity }
    )),
  };
}

function full({ container, factor }, position) {
  return { id: `pack-${position}`, name: 'Isi', unit: 'pcs', fractions: true, factor, container, prices: PRICES };
}

function empty(id) {
  return { id, name: id, unit: 'pcs', fractions: false, factor: 1000, kind: 'container', fixed: true, prices: PRICES };
}
