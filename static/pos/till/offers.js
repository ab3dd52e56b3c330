/** What the list under the input line offers: goods, members, commands. */
import { commandsLike } from './commands.js';
import { say } from './words.js';

/**
 * The options of a query; the server's members are added when its answer comes, if that is still
 * the question.
 * @param {{search: import('./search.js').Search, entry: import('./entry.js').Entry}} screen
 * @param {'goods'|'member'|'debtor'|'settle'} mode
 */
export function offers({ search, entry }, query, mode) {
  const options = search.options(query, mode);
  if (mode === 'member' || mode === 'debtor') addMembers({ search, entry }, query, options);
  return mode === 'goods' ? [...options, ...commandsLike(query).map(commandOption)] : options;
}

async function addMembers({ search, entry }, query, options) {
  const more = await search.moreMembers(query, options);
  const isAsked = entry.text.trim() === query && ['member', 'debtor'].includes(entry.mode);
  if (isAsked && more.length) entry.offer([...options, ...more]);
}

function commandOption(command) {
  return { command, title: command.word, detail: say(command.label), value: '' };
}
