/**
 * The one formatter of money, numbers and dates; core/format.py is its twin.
 * Own code, because JavaScript prints `Rp 20.500` with a no-break space.
 */

/** Whole numbers with dots between thousands: `20.500`; a minus in front. */
export function number(value) {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, '.');
  return value < 0 ? `-${digits}` : digits;
}

/** `Rp20.500`; negative `-Rp500`. */
export function rupiah(amount) {
  return amount < 0 ? `-Rp${number(-amount)}` : `Rp${number(amount)}`;
}

/** Thousandths as units with at most three decimals: `3`, `1,5`, `0,125`. */
export function quantity(milli) {
  const size = Math.abs(milli);
  const rest = size % 1000;
  const decimals = rest ? `,${String(rest).padStart(3, '0').replace(/0+$/, '')}` : '';
  return `${milli < 0 ? '-' : ''}${number((size - rest) / 1000)}${decimals}`;
}

/** An ISO day as `22/11/2026`. */
export function day(isoDay) {
  return isoDay.split('-').reverse().join('/');
}

/** The shop's wall clock of an instant, 24 hours: `17:05`. */
export function timeOfDay(at, timeZone) {
  const { hour, minute } = wallClock(at, timeZone);
  return `${hour}:${minute}`;
}

/** The shop's calendar day of an instant, as ISO: `2026-11-22`. */
export function localDay(at, timeZone) {
  const { year, month, day: date } = wallClock(at, timeZone);
  return `${year}-${month}-${date}`;
}

/** `22/11/2026 17:05` on the shop's wall clock. */
export function moment(at, timeZone) {
  return `${day(localDay(at, timeZone))} ${timeOfDay(at, timeZone)}`;
}

const clocks = new Map();

function wallClock(at, timeZone) {
  if (!clocks.has(timeZone)) {
    clocks.set(timeZone, new Intl.DateTimeFormat('en-GB', {
      timeZone, hourCycle: 'h23',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    }));
  }
  const parts = clocks.get(timeZone).formatToParts(at);
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}
