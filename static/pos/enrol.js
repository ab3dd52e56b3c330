/** Makes this browser a till, with the token that a manager was shown once. */
import { Api, Unreachable } from './till/api.js';
import { byId, setText } from './till/dom.js';
import { EnrolmentRefused, openStore } from './till/store.js';
import { say } from './till/words.js';

const root = document.documentElement.dataset.root;

/** A token of the example co-op makes tills of the example only, and the other way round. */
function isOfThisCoop(token) {
  return token.startsWith('contoh-') === (document.documentElement.dataset.demo === 'yes');
}

/** The sentence of a refusal; null when this browser is a till now. */
async function enrol(token) {
  if (!token) return say('enrol_empty');
  if (!isOfThisCoop(token)) return say('enrol_other_coop');
  const store = await openStore(root);
  const { status, answer } = await new Api(root, token).post('/till/enrol', {});
  if (status !== 200 && status !== 201) return answer?.detail ?? say('server_refused', { status });
  await store.enrol(token, answer);
  await navigator.storage?.persist?.();
  return null;
}

function sentenceOf(error) {
  if (error instanceof Unreachable) return say('enrol_offline');
  if (error instanceof EnrolmentRefused) return say('enrol_unsent', { n: error.message });
  throw error;
}

async function submit(event) {
  event.preventDefault();
  const form = byId('enrol-form');
  const token = byId('token').value.trim();
  form.inert = true;
  const refusal = await enrol(token).catch(sentenceOf);
  form.inert = false;
  setText(byId('enrol-message'), refusal ?? '');
  if (refusal === null) location.assign(form.dataset.till);
  else byId('token').focus();
}

// A link may carry the token after its #, which is never sent to a server.
byId('token').value = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, '', location.pathname + location.search);
const known = await (await openStore(root)).get('till');
if (known) setText(byId('enrol-message'), say('enrol_already', { code: known.till.code }));
byId('enrol-form').addEventListener('submit', submit);
// Until here an Enter would have sent the form nowhere, and the token would be gone.
byId('enrol-fields').disabled = false;
byId('token').focus();
