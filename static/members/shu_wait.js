/** Shows how far a draft is, and opens the page again when it is done: `<section data-wait="address">`. */
const EVERY = 400;

async function look(panel) {
  const bar = panel.querySelector('progress');
  try {
    const { percent } = await (await fetch(panel.dataset.wait)).json();
    if (percent === null || percent >= 100) return location.reload();
    bar.value = percent;
  } catch {
    // the next look may do better
  }
  return setTimeout(() => look(panel), EVERY);
}

for (const panel of document.querySelectorAll('[data-wait]')) look(panel);
