/** Keys made where a row is born. core/ids.py makes the same kind on the server. */

let last = 0n;

/** A UUIDv7 (RFC 9562); ids made by one page rise strictly, also when the clock is set back. */
export function newId(now = Date.now()) {
  const stamp = BigInt(now) << 12n;
  last = stamp > last ? stamp : last + 1n;
  const random = crypto.getRandomValues(new BigUint64Array(1))[0];
  const value = ((last >> 12n) << 80n) | (7n << 76n) | ((last & 0xfffn) << 64n)
    | (2n << 62n) | (random & ((1n << 62n) - 1n));
  const hex = value.toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
