/**
 * The simulator without a press: what percents add up to is said while they are typed or slid, and
 * what the rules come to follows whenever both sides are whole. Until it does, the figures that
 * still stand there are marked as old. The page does the same with a press.
 */
const form = document.querySelector('[data-simulator]');
const outcome = document.getElementById('outcome');
const state = document.getElementById('state');
const WHOLE = 10_000;
const PAUSE = 300;
const AGAIN = 400;
let waiting = 0;
let asked = 0;

/** Basis points of a percent as people write it; NaN for what is none. */
function points(text) {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim().replace(/\s*%$/, ''));
  if (!text.trim()) return 0;
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '0').padEnd(2, '0')) : NaN;
}

function spelled(sum) {
  const rest = String(sum % 100).padStart(2, '0').replace(/0+$/, '');
  return `${Math.trunc(sum / 100)}${rest ? `,${rest}` : ''}`;
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

function isNested() {
  return form.elements.nested.checked;
}

function counts(element) {
  const part = element.closest('[data-when]');
  return !part || (part.dataset.when === 'nested') === isNested();
}

function sumOf(side) {
  return [...form.querySelectorAll(`[data-side="${side}"]`)].filter(counts)
    .reduce((before, each) => before + points(each.value), 0);
}

/** What a side lacks or has too much of, in words; empty when it is whole. */
function lack(sum) {
  if (sum === WHOLE || Number.isNaN(sum)) return '';
  const sentence = sum < WHOLE ? state.dataset.less : state.dataset.more;
  const thousands = String(sum).replace(/\B(?=(\d{3})+$)/g, '.');
  return filled(sentence, { percent: spelled(Math.abs(WHOLE - sum)), points: thousands });
}

/** Shows a side's sum; returns what is wrong with it, empty for nothing. */
function added(output) {
  const side = output.dataset.sum;
  const sum = sumOf(side);
  output.textContent = Number.isNaN(sum) ? '?' : `${spelled(sum)}%`;
  output.classList.toggle('sum-wrong', sum !== WHOLE);
  form.querySelector(`[data-lack="${side}"]`).textContent = lack(sum);
  offerRest(side, sum);
  if (Number.isNaN(sum)) return state.dataset.unread;
  const words = { side: state.getAttribute(`data-side-${side}`), lack: lack(sum) };
  return sum === WHOLE ? '' : filled(state.dataset.unwhole, words);
}

/** The button that gives the reserves what a side lacks, where they can carry it. */
function offerRest(side, sum) {
  const button = form.querySelector(`[data-rest="${side}"]`);
  if (!button) return;
  const reserves = points(form.elements[`${side}cadangan`].value) + WHOLE - sum;
  button.hidden = sum === WHOLE || !(reserves >= 0 && reserves <= WHOLE);
}

function slide() {
  for (const slider of form.querySelectorAll('[data-slides]')) {
    const basis = points(form.elements[slider.dataset.slides].value);
    if (!Number.isNaN(basis) && slider !== document.activeElement) slider.value = basis;
  }
}

/** Every side; returns what is wrong with the first that is not whole. */
function addUp() {
  for (const input of form.querySelectorAll('[data-side]')) {
    const broken = Number.isNaN(points(input.value));
    if (broken) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }
  slide();
  return [...form.querySelectorAll('[data-sum]')].filter(counts).map(added).find(Boolean) ?? '';
}

function say(sentence, isStale) {
  state.textContent = sentence;
  outcome.classList.toggle('is-stale', isStale);
}

function address() {
  const found = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (!['reason', 'valid_from'].includes(name)) found.searchParams.set(name, value);
  }
  return found;
}

async function answer(wanted, mine) {
  const reply = await fetch(wanted);
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  if (mine !== asked || !page.querySelector('[data-wait]')) return page;
  await new Promise((done) => { setTimeout(done, AGAIN); });
  return mine === asked ? answer(wanted, mine) : page;
}

/** Puts what a fresh page says in the place of what stands here. */
function take(page, wanted) {
  const refusal = page.querySelector('#problem p');
  if (refusal || !page.querySelector('#figures dl')) {
    const why = refusal?.firstChild.textContent.trim();
    return say(why ? filled(state.dataset.refused, { why }) : state.dataset.silent, true);
  }
  for (const id of ['figures', 'effects', 'problem']) {
    document.getElementById(id).replaceWith(page.getElementById(id));
  }
  history.replaceState(null, '', wanted);
  return say(state.dataset.shown, false);
}

async function show() {
  const wanted = address();
  const mine = asked;
  try {
    const page = await answer(wanted, mine);
    if (mine === asked) take(page, wanted);
  } catch {
    if (mine === asked) say(state.dataset.silent, true);
  }
}

function changed() {
  clearTimeout(waiting);
  asked += 1;
  const wrong = addUp();
  say(wrong || state.dataset.busy, true);
  if (!wrong) waiting = setTimeout(show, PAUSE);
}

/** One part for the members to begin with what both pools had, and inside in their proportion. */
function nest() {
  const [usaha, modal] = ['m_jasa_usaha', 'm_jasa_modal'].map((name) => points(form.elements[name].value));
  const fields = ['m_anggota', 'n_jasa_usaha', 'n_jasa_modal'].map((name) => form.elements[name]);
  if (!isNested() || fields.some((each) => each.value.trim()) || !(usaha + modal > 0)) return;
  const inner = Math.round((usaha * WHOLE) / (usaha + modal));
  [usaha + modal, inner, WHOLE - inner].forEach((value, place) => { fields[place].value = spelled(value); });
}

function slid(slider) {
  form.elements[slider.dataset.slides].value = spelled(Number(slider.value));
}

function giveRest(side) {
  const reserves = form.elements[`${side}cadangan`];
  reserves.value = spelled(points(reserves.value) + WHOLE - sumOf(side));
  reserves.focus();
  changed();
}

if (form) {
  for (const slider of form.querySelectorAll('[data-slides]')) slider.hidden = false;
  form.addEventListener('input', ({ target }) => {
    if (['reason', 'valid_from'].includes(target.name)) return;
    if (target.dataset.slides) slid(target);
    if (target.name === 'nested') nest();
    changed();
  });
  form.addEventListener('click', ({ target }) => {
    if (target.dataset.rest) giveRest(target.dataset.rest);
  });
  addUp();
}
