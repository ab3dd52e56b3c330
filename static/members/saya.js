/**
 * What a phone does beside showing the members' pages: keeps the last figures of its own member
 * for reading without a network, and hides them again after a while. Reading needs none of it.
 */
const page = document.documentElement;
const { root, locksAfter, own } = page.dataset;
const opened = Date.now();
const SOON = 4_000;
const A_WHILE = 60 * 60 * 1000;
const FETCHED = `lumbung-saya:${root}:fetched`;

/** The server has locked by now, and so does what is on the screen. */
function hideAfterAWhile() {
  const over = () => Date.now() - opened > Number(locksAfter) * 1000;
  setTimeout(() => document.visibilityState === 'visible' && over() && location.reload(),
    Math.min(Number(locksAfter) * 1000 + 2_000, 2 ** 31 - 1));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && over()) location.reload();
  });
}

/** The other main pages, once an hour, so that they can be read later. */
async function fetchOthers() {
  const last = Number(sessionStorage.getItem(FETCHED) ?? 0);
  if (!navigator.serviceWorker.controller || Date.now() - last < A_WHILE) return;
  sessionStorage.setItem(FETCHED, String(Date.now()));
  for (const { href } of document.querySelectorAll('a[data-keep]:not([aria-current])')) {
    await fetch(href, { headers: { Accept: 'text/html' } }).then((answer) => answer.text());
  }
}

if (locksAfter && page.dataset.offline === 'no') hideAfterAWhile();
if (own && 'serviceWorker' in navigator) {
  navigator.serviceWorker.register(`${root}/saya/sw.js`, { scope: `${root}/saya` }).catch(() => {});
  addEventListener('load', () => setTimeout(() => fetchOthers().catch(() => {}), SOON));
}
