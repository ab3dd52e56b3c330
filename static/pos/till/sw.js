/**
 * Opens the till from the copy in this browser, without asking the network first, so that it
 * opens just as fast when the server is gone. Which version is the current one the page decides
 * (shell.js): it changes only with an empty basket and an empty outbox, never by itself.
 */

const PAGE = new URL('../till', self.location.href).pathname;
const STATIC = new URL('../static/', self.location.href).pathname;
const POINTER = `lumbung-shell:${PAGE}:current`;

let current = null;

// The worker itself holds no version, so a newer one may start at once.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // A newer version is being fetched (shell.js): that asks the server alone.
  const isForServer = request.method !== 'GET' || request.cache === 'reload';
  if (isForServer || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(openPage(request, pathname));
  else if (pathname.startsWith(STATIC)) event.respondWith(openFile(event, pathname));
});

/** A page opens in the current version; its files come from the same one. */
async function openPage(request, pathname) {
  current = null;
  return (await kept(pathname)) ?? fetch(request);
}

/**
 * Only a page of the shell gets the shell's files; the managers' pages take the newest. Where
 * nobody answers the copy is better than a page that cannot open.
 */
async function openFile({ request, clientId, resultingClientId }, pathname) {
  const client = await self.clients.get(clientId || resultingClientId);
  const isOurs = client && (await kept(new URL(client.url).pathname));
  const copy = isOurs && (await kept(pathname));
  return copy || fetch(request).catch(async () => (await kept(pathname)) ?? Response.error());
}

async function kept(pathname) {
  current ??= await openCurrent();
  return current?.match(pathname, { ignoreVary: true });
}

async function openCurrent() {
  const pointer = await caches.open(POINTER).then((cache) => cache.match(PAGE));
  return pointer ? caches.open(await pointer.text()) : null;
}
