/**
 * The door of a meeting: one line takes cards, numbers and names, keeps the focus and never drops
 * what is scanned while an answer is on its way. Without this the form is sent as any other; the
 * server does the same.
 */
const AGAIN_AFTER = 2_000;
const LOOK_EVERY = 5_000;
const door = document.getElementById('door');
const form = document.getElementById('arrivals');
const input = document.getElementById('code');
const said = document.getElementById('said');
const asked = document.getElementById('asked');
const hasFingers = matchMedia('(pointer: coarse)').matches;
const waiting = [];
let isSending = false;

function take(event) {
  event.preventDefault();
  const text = input.value.trim();
  input.value = '';
  const meant = text ? shown(text) : only();
  if (meant) send({ member: meant });
  else if (text) send({ code: text });
  else input.focus();
}

/** The number that was typed, when it is one of those asked about. */
function shown(text) {
  return numbers().find((number) => number === text);
}

/** The one who is asked about, when there is no other: an empty Enter says yes. */
function only() {
  return numbers().length === 1 ? numbers()[0] : undefined;
}

function numbers() {
  return [...asked.querySelectorAll('[name=member]')].map((each) => each.value);
}

function send(what) {
  asked.replaceChildren();
  waiting.push(what);
  if (!hasFingers || what.code) input.focus();
  if (!isSending) work();
}

async function work() {
  isSending = true;
  while (waiting.length) {
    try {
      show(await answerTo(waiting[0]));
      waiting.shift();
    } catch {
      say('refused', `${door.dataset.offline}${waiting.length}`);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
  isSending = false;
}

async function answerTo(what) {
  const body = new FormData(form);
  body.delete('code');
  for (const [name, value] of Object.entries(what)) body.set(name, value);
  const answer = await fetch(form.action, {
    method: 'POST', body, headers: { Accept: 'application/json' },
  });
  if (answer.status >= 500) throw new Error(String(answer.status));
  const isAnswer = answer.ok && answer.headers.get('Content-Type')?.startsWith('application/json');
  return isAnswer ? answer.json() : { outcome: 'refused', said: door.dataset.stale, asked: [] };
}

function show(answer) {
  say(answer.outcome, answer.said);
  asked.replaceChildren(...answer.asked.map(question));
  if (answer.sentence) count(answer);
}

function say(outcome, sentence) {
  said.className = `said said-${outcome}`;
  said.textContent = sentence;
}

/** Somebody a number or a name may mean, with a button that says yes. */
function question(person) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  const about = document.createElement('small');
  const number = document.createElement('input');
  button.type = 'button';
  button.className = 'outline';
  about.textContent = [person.number, person.home].filter(Boolean).join(' · ');
  button.append(person.name, about);
  number.type = 'hidden';
  number.name = 'member';
  number.value = person.number;
  button.addEventListener('click', () => send({ member: number.value }));
  item.append(button, number);
  return item;
}

function count(now) {
  document.getElementById('present').textContent = now.present;
  document.getElementById('sentence').textContent = now.sentence;
  document.getElementById('filled').value = now.filled;
  document.getElementById('standing').classList.toggle('figure-reached', now.reached);
  document.getElementById('second')?.toggleAttribute('hidden', now.reached);
  document.getElementById('latest').replaceChildren(...now.latest.map(arrived));
}

function arrived(person) {
  const item = document.createElement('li');
  for (const [tag, text] of [['span', person.name], ['span', person.number], ['time', person.time]]) {
    const part = document.createElement(tag);
    part.textContent = text;
    item.append(part);
  }
  return item;
}

/** Others note arrivals, too. */
async function look() {
  if (isSending || document.hidden) return;
  try {
    const answer = await fetch(door.dataset.standing, { headers: { Accept: 'application/json' } });
    if (answer.ok && !isSending) count(await answer.json());
  } catch {
    // the next look may do better
  }
}

if (door) setInterval(look, LOOK_EVERY);
if (form) {
  form.addEventListener('submit', take);
  addEventListener('beforeunload', (event) => {
    if (waiting.length) event.preventDefault();
  });
}
