/** Keeps the progress of the example in view; loads the page again when that has changed. */
const EVERY = 1_000;
const making = document.getElementById('making');

async function look() {
  try {
    const response = await fetch(making.dataset.progress, { cache: 'no-store' });
    const found = await response.json();
    if (found.readiness !== 'running') {
      location.reload();
      return;
    }
    document.getElementById('bar').value = found.per_cent;
    document.getElementById('per-cent').textContent = found.per_cent;
  } catch {
    // the server is busy or gone for a moment: ask again
  }
  setTimeout(look, EVERY);
}

if (making.dataset.readiness === 'running') setTimeout(look, EVERY);
