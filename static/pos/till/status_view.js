/** The pills at the top: connection, what is still to send, what is held, the printer. */
import { byId, setHidden, setText } from './dom.js';
import { say } from './words.js';

/** Minutes the till's clock may differ from the server's. */
const MOST_DRIFT = 5;

export function showConnection(isOnline) {
  const pill = byId('connection');
  pill.dataset.state = isOnline ? 'online' : 'offline';
  setText(byId('connection-text'), say(isOnline ? 'online' : 'offline'));
}

export function showUnsent(count) {
  byId('unsent').dataset.state = count ? 'waiting' : 'none';
  setText(byId('unsent'), say('unsent', { n: count }));
}

export function showHeld(count) {
  setHidden(byId('held'), count === 0);
  setText(byId('held'), say('held', { n: count }));
}

/** The server answers, but not as one that knows this till: selling goes on, sending waits. */
export function showRefusal(reply) {
  const isRefused = reply !== null && reply.status > 0;
  setHidden(byId('refused'), !isRefused);
  if (isRefused) setText(byId('refused'), say('sending_refused', { why: reply.answer?.detail ?? reply.status }));
}

/** States of the printer that need no word: it works, it rests, there is none. */
const QUIET = new Set(['ok', 'idle', 'none']);

/** @param {{now: string, printer: {state: string, waiting: number}|null, backup_ok: boolean}} status */
export function showServer({ now, printer, backup_ok: isBackedUp }) {
  const drift = Math.round((Date.now() - Date.parse(now)) / 60_000);
  setHidden(byId('clock'), Math.abs(drift) < MOST_DRIFT);
  setText(byId('clock'), say('clock_wrong', { n: Math.abs(drift) }));
  const waiting = printer?.waiting ?? 0;
  setHidden(byId('printer'), !printer || QUIET.has(printer.state));
  setText(byId('printer'), say('printer_waiting', { n: waiting }));
  setHidden(byId('backup'), isBackedUp !== false);
}
