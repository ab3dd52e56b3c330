/** Copies a text that a page shows: `<button data-copy="id of a textarea" data-done="Tersalin">`. */
const SHOWN_FOR = 2_000;

async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  if (!(await written(text.value)) && !selected(text)) return;
  const before = button.textContent;
  button.textContent = button.dataset.done;
  document.getElementById('copied').textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = before;
    document.getElementById('copied').textContent = '';
  }, SHOWN_FOR);
}

/** The clipboard is there on a safe address only. */
async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** In a shop's own network there is none: selected, it is copied the old way or by hand. */
function selected(text) {
  text.focus();
  text.select();
  return document.execCommand('copy');
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', () => {
    if (button.textContent !== button.dataset.done) copy(button);
  });
}
