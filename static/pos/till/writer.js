/**
 * One tab writes for a till: a second one would ring up beside the first. With locks (https or
 * localhost) the browser knows which tab lives; without them a lease in the store is kept up by
 * a beat. Either way the store itself refuses a document of any other tab (store.js).
 */

const BEAT_EVERY = 1_000;
/** The page before this one may still hold the lock while it goes away; another tab keeps it. */
const LOCK_PATIENCE = 4_000;
/** A lease whose beat has stood still for so long belongs to nobody: the tab is gone. */
const DEAD_AFTER = 3_500;

/**
 * Try to be the one tab. True when nobody else is; `onLost` is called when another takes over.
 * @param {import('./store.js').Store} store
 */
export async function claimTill(store, onLost, { steal = false, locks = navigator.locks } = {}) {
  if (locks && !(await lock(locks, store.name, onLost, steal))) return false;
  if (!locks && !steal && !(await isFree(store))) return false;
  await store.takeLease();
  if (!locks) keepUp(store, onLost);
  return true;
}

function lock(locks, name, onLost, steal) {
  return new Promise((resolve) => {
    let isTooLate = false;
    const giveUp = setTimeout(() => {
      isTooLate = true;
      resolve(false);
    }, LOCK_PATIENCE);
    locks.request(`writer:${name}`, { steal }, () => {
      clearTimeout(giveUp);
      resolve(!isTooLate);
      return isTooLate ? undefined : new Promise(() => {});
    }).catch(() => onLost());
  });
}

/** Nobody has the lease, or whoever had it does not keep it up. Clocks are not asked. */
async function isFree(store) {
  const before = await store.lease();
  if (!before) return true;
  await new Promise((resolve) => { setTimeout(resolve, DEAD_AFTER); });
  const after = await store.lease();
  return !after || (after.tab === before.tab && after.beat === before.beat);
}

function keepUp(store, onLost) {
  const beating = setInterval(async () => {
    if (await store.beat()) return;
    clearInterval(beating);
    onLost();
  }, BEAT_EVERY);
  // A reload need not wait for the lease of the page before it to die.
  addEventListener('pagehide', () => store.dropLease());
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}
