/** One tab writes for a till: a second one would ring up beside the first. */

/**
 * Try to be the one tab. True when nobody else is; `onLost` is called when another takes over.
 * Without locks (not on https or localhost) the store's own transactions have to do.
 */
export function claimTill(name, onLost, { steal = false } = {}) {
  if (!navigator.locks) return Promise.resolve(true);
  const options = steal ? { steal: true } : { ifAvailable: true };
  return new Promise((resolve) => {
    navigator.locks.request(`writer:${name}`, options, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    }).catch(() => onLost());
  });
}

