/**
 * Keeps a member's last pages on her own phone. The server says on every page whose it is; as
 * soon as that is somebody else or nobody, everything that was kept is thrown away.
 */
const HOME = new URL('../saya', self.location.href).pathname;
const STATIC = new URL('../static/', self.location.href).pathname;
const PAGES = `lumbung-saya:${HOME}:pages`;
const FILES = `lumbung-saya:${HOME}:files`;
const OFFLINE = `${HOME}/luring`;
const WHOSE = 'X-Lumbung-Whose';
const LEAVE = `${HOME}/keluar`;
const PATIENCE = 12_000;

self.addEventListener('install', (event) => event.waitUntil(begin()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The page for nothing kept is fetched without a cookie: it names nobody. */
async function begin() {
  const files = await caches.open(FILES);
  await files.put(OFFLINE, await fetch(OFFLINE, { credentials: 'omit' }));
  await self.skipWaiting();
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === 'POST' && pathname === LEAVE) event.respondWith(leave(request));
  if (request.method !== 'GET') return;
  if (pathname.startsWith(STATIC)) event.respondWith(openFile(event));
  else if (isPage(request, pathname)) event.respondWith(openPage(event));
});

function isPage(request, pathname) {
  const isOurs = pathname === HOME || pathname.startsWith(`${HOME}/`);
  return isOurs && request.headers.get('Accept')?.includes('text/html');
}

/** Signing out clears the phone at once, also where the server cannot be asked. */
async function leave(request) {
  await caches.delete(PAGES);
  return fetch(request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error());
}

async function openPage(event) {
  const copy = await caches.open(PAGES).then((pages) => pages.match(event.request.url));
  try {
    const response = await inTime(fetch(event.request), copy ? PATIENCE : 0);
    if (response.status >= 500 && copy) return marked(copy);
    const kept = response.clone();
    event.waitUntil(keep(event.request.url, kept));
    return response;
  } catch {
    return copy ? marked(copy) : (await caches.match(OFFLINE)) ?? Response.error();
  }
}

function inTime(answer, patience) {
  if (!patience) return answer;
  const late = new Promise((_, refuse) => { setTimeout(refuse, patience); });
  return Promise.race([answer, late]);
}

/** A page that names nobody, or another phone, ends what was kept before. */
async function keep(url, response) {
  const whose = response.headers.get(WHOSE);
  if (!whose) return;
  const files = await caches.open(FILES);
  const before = await files.match(WHOSE).then((known) => known?.text());
  if (whose !== before) {
    await caches.delete(PAGES);
    await files.put(WHOSE, new Response(whose));
  }
  if (whose === 'none' || !response.ok || response.redirected) return;
  await caches.open(PAGES).then((pages) => pages.put(url, response));
}

/** The copy, saying that it is one. Its forms are hidden: nothing can be sent. */
async function marked(copy) {
  const text = (await copy.text())
    .replace('data-offline="no"', 'data-offline="yes"')
    .replace('class="offline-note" role="status" hidden', 'class="offline-note" role="status"');
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  const policy = copy.headers.get('Content-Security-Policy');
  if (policy) headers['Content-Security-Policy'] = policy;
  return new Response(text, { headers });
}

/** What the pages look like: from this phone, renewed behind their back. */
async function openFile(event) {
  const files = await caches.open(FILES);
  const copy = await files.match(event.request.url);
  const fresh = fetch(event.request).then(async (response) => {
    if (response.ok) await files.put(event.request.url, response.clone());
    return response;
  });
  if (!copy) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return copy;
}
