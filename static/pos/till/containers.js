/**
 * Goods in a container that is exchanged: an empty comes in for each full one, or its deposit is
 * paid. Pure; pos/containers.py is the twin and both run tests/vectors/containers.json.
 */

const ONE = 1000;

/**
 * How many deposits a line brings with it, in thousandths; null when its empties came in.
 * @param {{quantity: number, factor: number, exchanged: boolean}} full
 */
export function depositOf({ quantity, factor, exchanged }) {
  return exchanged ? null : Math.floor((quantity * factor) / ONE);
}

/**
 * The lines with a deposit line behind each one for which no empty came in.
 * @param {import('./basket.js').Line[]} lines
 * @param {(pack: object) => object|null} containerOf the deposit's pack, for goods that have one
 * @param {(of: number, pack: object) => import('./basket.js').Line} make a new deposit line
 */
export function withDeposits(lines, containerOf, make) {
  const there = new Map(lines.filter(isDeposit).map((line) => [line.of, line]));
  return lines.filter((line) => !isDeposit(line)).flatMap((line) => {
    const container = line.ask.exchange === false && line.pack ? containerOf(line.pack) : null;
    if (!container) return [line];
    const { quantity = ONE } = line.ask;
    const due = depositOf({ quantity, factor: line.pack.factor, exchanged: false });
    const deposit = there.get(line.key) ?? make(line.key, container);
    Object.assign(deposit, { pack: container, ask: { ...deposit.ask, quantity: due } });
    return [line, deposit];
  });
}

/** A deposit follows the goods it is for. */
export function isDeposit({ of }) {
  return of !== null && of !== undefined;
}
