/**
 * Shows how far a file is while it is taken: `<form data-progress="address">`. Without this the
 * form is sent as any other; the server does the same.
 */
const EVERY = 400;

async function take(form, button) {
  const body = new FormData(form, button);
  const panel = form.querySelector('[data-taking]');
  const buttons = [...form.querySelectorAll('button')];
  for (const one of buttons) one.disabled = true;
  panel.hidden = false;
  const looking = setInterval(() => look(form, panel.querySelector('progress')), EVERY);
  const next = await answered(form, body);
  clearInterval(looking);
  if (next) {
    location.assign(next);
    return;
  }
  for (const one of buttons) one.disabled = false;
  form.dataset.plain = '';
  form.requestSubmit(button);
}

/** Where to go on; null when the server says something else: then it is asked as by any form, and
 *  its page says what is wrong. What was taken before is not taken twice. */
async function answered(form, body) {
  try {
    const headers = { Accept: 'application/json' };
    const answer = await fetch(form.action, { method: 'POST', body, headers });
    return (await answer.json()).next ?? null;
  } catch {
    return null;
  }
}

async function look(form, bar) {
  try {
    const { percent } = await (await fetch(form.dataset.progress)).json();
    if (percent !== null) bar.value = percent;
  } catch {
    // the next look may do better
  }
}

for (const form of document.querySelectorAll('form[data-progress]')) {
  form.addEventListener('submit', (event) => {
    if ('plain' in form.dataset) return;
    event.preventDefault();
    take(form, event.submitter);
  });
}
