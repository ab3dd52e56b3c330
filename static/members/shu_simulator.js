/**
 * The simulator without a press: what percents add up to is shown while they are typed, and what
 * the rules would do whenever both sides are whole. The page does the same with a press.
 */
const form = document.querySelector('[data-simulator]');
const WHOLE = 10_000;
const PAUSE = 350;
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
  return `${Math.trunc(sum / 100)}${rest ? `,${rest}` : ''}%`;
}

function isNested() {
  return form.elements.nested.checked;
}

/** Shows a side's sum; true when it is whole. */
function added(output) {
  const inputs = [...form.querySelectorAll(`[data-side="${output.dataset.sum}"]`)];
  const sum = inputs.filter((each) => !each.closest('[hidden]'))
    .reduce((before, each) => before + points(each.value), 0);
  output.textContent = Number.isNaN(sum) ? '?' : spelled(sum);
  output.classList.toggle('sum-wrong', sum !== WHOLE);
  return sum === WHOLE;
}

function addUp() {
  for (const part of form.querySelectorAll('[data-when]')) {
    part.hidden = (part.dataset.when === 'nested') !== isNested();
  }
  const outputs = [...form.querySelectorAll('[data-sum]')].filter((each) => !each.closest('[hidden]'));
  return outputs.map(added).every(Boolean);
}

async function show() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (!['reason', 'valid_from'].includes(name)) address.searchParams.set(name, value);
  }
  asked += 1;
  const mine = asked;
  const page = await (await fetch(address)).text();
  if (mine !== asked) return;
  const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById('effects');
  if (!fresh) return location.assign(address);
  document.getElementById('effects').replaceWith(fresh);
  history.replaceState(null, '', address);
}

function changed() {
  clearTimeout(waiting);
  if (addUp()) waiting = setTimeout(show, PAUSE);
}

if (form) {
  form.addEventListener('input', changed);
  addUp();
}
