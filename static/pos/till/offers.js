/** What the list under the input line offers: goods, members, commands. */
import { commandsLike, readCommand } from './commands.js';
import { say } from './words.js';

/**
 * The options of a query, first what Enter would mean without the list; the server's members are
 * added when its answer comes, if that is still the question.
 * @param {{search: import('./search.js').Search, entry: import('./entry.js').Entry}} screen
 * @param {'goods'|'member'|'debtor'|'settle'} mode
 */
export function offers({ search, entry }, query, mode) {
  const options = search.options(query, mode);
  if (mode === 'member' || mode === 'debtor') addMembers({ search, entry }, query, options);
  if (mode !== 'goods') return options;
  const meant = search.isKnown(query) ? null : readCommand(query);
  const others = commandsLike(query).filter((command) => command !== meant?.command);
  return [
    ...(meant ? [commandOption(meant.command, meant.more)] : []),
    ...options,
    ...others.map((command) => commandOption(command)),
  ];
}

async function addMembers({ search, entry }, query, options) {
  const more = await search.moreMembers(query, options);
  const isAsked = entry.text.trim() === query && ['member', 'debtor'].includes(entry.mode);
  if (isAsked && more.length) entry.offer([...options, ...more]);
}

function commandOption(command, more = '') {
  return { command, more, title: command.word, detail: say(command.label), value: '' };
}
