/**
 * Opens the till and decides which screen is due: a clerk, a shift, then selling. It opens
 * from what is on this disk; the server is asked afterwards and never waited for.
 */
import { Background } from './background.js';
import { byId, setHidden, setText } from './dom.js';
import { bindHeldBaskets } from './held_baskets.js';
import { listenForKeys } from './keys.js';
import { refuse } from './notice.js';
import { canUnlock, prunePins } from './pin.js';
import { rememberSales } from './recent.js';
import { Sell } from './sell.js';
import { Shift, showClosing } from './shift.js';
import { SignIn } from './sign_in.js';
import { isSilent, setSilent, warmUpSound } from './sound.js';
import { showConnection } from './status_view.js';
import { openStore } from './store.js';
import { bindPaidPapers } from './take_home.js';
import { Till } from './till.js';
import { Upgrade } from './upgrade.js';
import { say } from './words.js';
import { claimTill } from './writer.js';

const SCREENS = ['loading', 'enrol', 'elsewhere', 'sign-in', 'open-shift', 'sell', 'close-shift', 'closed'];

/** How far the opening came: what a till that does not open tells whoever is asked for help. */
function reach(stage) {
  document.documentElement.dataset.opening = stage;
}

const { root } = document.documentElement.dataset;
reach('store');
const till = new Till(root, await openStore(root));
const upgrade = new Upgrade(till);
let background = null;
let sell = null;
let opening = null;
let signIn = null;
let shifts = null;

function show(name, then = null) {
  for (const screen of SCREENS) setHidden(byId(screen), screen !== name);
  document.body.dataset.screen = name;
  then?.();
}

/** Who is missing comes first. */
function route() {
  setHidden(byId('session'), till.operator === null);
  setText(byId('operator'), till.operator?.name ?? '');
  setHidden(byId('go-close'), till.shift === null);
  if (!till.operator) show('sign-in', () => signIn.open());
  else if (!till.shift) show('open-shift', () => shifts.askFloat());
  else show('sell', () => sell.focus());
  whenIdle(warmUpSound);
}

async function start() {
  reach('device');
  const isTill = await till.load((...told) => background?.reached(...told));
  if (!isTill) return show('enrol');
  setText(byId('till-code'), till.device.till.code);
  byId('take-over').addEventListener('click', takeOver);
  reach('writer');
  const isOurs = await claimTill(till.store, giveWay);
  if (!isOurs) return show('elsewhere');
  reach('catalogue');
  showConnection(till.isOnline);
  const onBack = () => upgrade.look();
  background = new Background(till, { onCatalogue, onShift, onBack, onClosing: showClosing });
  background.start();
  if (till.catalogue) await open();
  else show('loading');
  askToKeep();
  whenIdle(() => upgrade.start());
  return undefined;
}

/** Once, although a newer catalogue may come while the till opens from the one it has. */
function open() {
  opening ??= begin();
  return opening;
}

/** Everything needed to sell is here. */
async function begin() {
  reach('basket');
  const [basket, lastSale] = await Promise.all(['basket', 'last_sale'].map((key) => till.store.get(key)));
  sell = new Sell(till);
  till.unfinished = () => sell.unfinished;
  signIn = new SignIn(till, async (operator) => {
    await till.setOperator(operator);
    route();
  });
  shifts = new Shift(till, { onOpened: route, onClosed, onBack: route });
  rememberSales(till, () => sell.basket.member);
  bindHeldBaskets(till, sell);
  bindPaidPapers(till);
  listenForKeys(byId('entry'));
  bind();
  sell.restore(basket, lastSale);
  route();
  reach('done');
  document.documentElement.dataset.ready = 'yes';
  performance.measure('till-open');
  whenIdle(() => till.catalogue.warmUp());
}

function bind() {
  byId('lock').addEventListener('click', lock);
  byId('go-close').addEventListener('click', () => {
    if (till.practice) refuse(say('practice_first'));
    else show('close-shift', () => {
      setHidden(byId('go-close'), true);
      shifts.askCount();
    });
  });
  byId('closed-done').addEventListener('click', route);
  byId('sound').addEventListener('click', () => {
    setSilent(!isSilent());
    showSound();
  });
  byId('language').addEventListener('click', changeLanguage);
  addEventListener('pagehide', () => till.keepBasket());
  showSound();
}

/** Another clerk, or nobody for a while. The basket waits; not when nobody could come back. */
async function lock() {
  if (till.practice) return refuse(say('practice_first'));
  if (!till.isOnline && !(await canUnlock(till.store, till.pinRules))) return refuse(say('lock_offline'));
  await till.setOperator(null);
  return route();
}

/** Without this promise a browser short of space may throw away what is not yet sent. */
async function askToKeep() {
  const isKept = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.());
  setHidden(byId('not-kept'), isKept !== false);
}

function changeLanguage({ target }) {
  upgrade.speak(target.dataset.locale).catch(() => setText(byId('not-spoken'), say('language_offline')));
}

/** The browser offers to install the till: from then on a button does it. */
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  setHidden(byId('install'), false);
  byId('install').addEventListener('click', () => event.prompt(), { once: true });
});
addEventListener('appinstalled', () => {
  setHidden(byId('install'), true);
  askToKeep();
});

function whenIdle(action) {
  (window.requestIdleCallback ?? setTimeout)(action);
}

function showSound() {
  byId('sound').setAttribute('aria-pressed', String(!isSilent()));
}

/** The first catalogue opens the till; a later one only changes prices. */
function onCatalogue() {
  open();
  signIn?.renew();
  sell?.renew();
  prunePins(till.store, till.pinRules);
}

function onShift() {
  if (sell) route();
}

function onClosed() {
  till.store.get('last_close').then(showClosing);
  show('closed', () => byId('closed-done').focus());
}

/** Become the one tab, and read afresh what the other one has done. */
async function takeOver() {
  await claimTill(till.store, giveWay, { steal: true });
  location.reload();
}

/** Another tab took over: this one stops writing and sending. */
function giveWay() {
  background?.stop();
  show('elsewhere');
}

await start();
