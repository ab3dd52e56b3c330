/** Makes this browser the till whose token the page carries, and opens it. */
import { Api } from '../pos/till/api.js';
import { EnrolmentRefused, openStore } from '../pos/till/store.js';

const root = document.documentElement.dataset.root;
const page = document.getElementById('open-till');

/** Enrols unless this browser is that till already, so that its receipt series goes on. */
async function enrol(token) {
  const store = await openStore(root);
  const held = await store.get('till');
  if (held?.token === token) return;
  const { status, answer } = await new Api(root, token).post('/till/enrol', {});
  if (status !== 200 && status !== 201) throw new Error(`enrolment answered ${status}`);
  await store.enrol(token, answer);
  await navigator.storage?.persist?.();
}

function show(id, visible) {
  document.getElementById(id).hidden = !visible;
}

async function open() {
  show('opening', true);
  show('trouble', false);
  try {
    await enrol(page.dataset.token);
    location.replace(page.dataset.till);
  } catch (error) {
    show('opening', false);
    show('trouble', true);
    show('unsent', error instanceof EnrolmentRefused);
    show('unreached', !(error instanceof EnrolmentRefused));
  }
}

document.getElementById('again').addEventListener('click', open);
open();
