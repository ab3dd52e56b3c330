/** A step of the surplus is sent once, however often its button is pressed while the server works. */
const sent = new WeakSet();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if ((event.submitter?.formMethod || form.method) !== 'post' || form.matches('[data-progress]')) return;
  if (sent.has(form)) event.preventDefault();
  else sent.add(form);
});

// whoever comes back to a page that the browser kept may press again
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
