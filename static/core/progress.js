/**
 * Shows how far a file is while it is taken: `<form data-progress="address">`. Without this the
 * form is sent as any other; the server does the same.
 */
const EVERY = 400;

async function take(form, button) {
  const body = new FormData(form, button);
  const panel = form.querySelector('[data-taking]');
  for (const one of form.querySelectorAll('button')) one.disabled = true;
  panel.hidden = false;
  const looking = setInterval(() => look(form, panel.querySelector('progress')), EVERY);
  try {
    const headers = { Accept: 'application/json' };
    const answer = await fetch(form.action, { method: 'POST', body, headers });
    location.assign((await answer.json()).next);
  } catch {
    location.reload();
  } finally {
    clearInterval(looking);
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
    event.preventDefault();
    take(form, event.submitter);
  });
}
