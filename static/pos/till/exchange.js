/** Tukar or tanpa tukar: whether an empty comes in for the goods of a line. */
import { refuse, tell } from './notice.js';
import { isDeposit } from './containers.js';
import { say } from './words.js';

/** @type {import('./commands.js').Command[]} */
export const EXCHANGE_COMMANDS = [
  { word: 'TUKAR', label: 'command_exchange', group: 'sale', run: (till, more, sell) => turn(sell) },
];

/** The line that is chosen, or the latest that has a container, the other way round. */
function turn(sell) {
  const chosen = sell.basket.line(sell.lines.current);
  const line = canTurn(chosen) ? chosen : sell.basket.lines.findLast(canTurn);
  if (!line) return refuse(say('nothing_to_exchange'));
  return turnLine(sell, line);
}

/** @param {import('./basket.js').Line} line of goods, or the deposit that follows them */
export function turnLine(sell, line) {
  const { basket } = sell;
  const goods = isDeposit(line) ? basket.line(line.of) : line;
  basket.setExchange(goods.key, goods.exchange === false);
  sell.redraw();
  tell(say(goods.exchange ? 'exchanged' : 'not_exchanged', { name: goods.pack.name }));
  sell.entry.focus();
}

function canTurn(line) {
  return line && line.exchange !== null;
}
