/** What this till has kept and not yet sent: to look at, to send now, to carry away as a file. */
import { moment, rupiah } from '../../core/format.js';
import { byId, setHidden, setText } from './dom.js';
import { fileName, outboxFile } from './outbox_file.js';
import { say } from './words.js';

const MOST_SHOWN = 50;

export class UnsentDialog {
  #till;
  #dialog = byId('unsent-dialog');

  /** @param {() => void} onSend somebody wants it sent at once */
  constructor(till, onSend) {
    this.#till = till;
    byId('unsent').addEventListener('click', () => this.open());
    byId('unsent-close').addEventListener('click', () => this.#dialog.close());
    byId('unsent-send').addEventListener('click', () => {
      setText(byId('unsent-message'), say('unsent_sending'));
      onSend();
    });
    byId('unsent-save').addEventListener('click', () => this.#save());
  }

  async open() {
    setText(byId('unsent-message'), '');
    await this.#draw();
    if (!this.#dialog.open) this.#dialog.showModal();
    byId('unsent-close').focus();
  }

  /** The outbox has changed. */
  async renew() {
    if (!this.#dialog.open) return;
    if (!(await this.#draw())) setText(byId('unsent-message'), '');
  }

  async #draw() {
    const entries = await this.#till.store.unsent();
    setHidden(byId('unsent-none'), entries.length > 0);
    for (const id of ['unsent-some', 'unsent-save', 'unsent-send']) setHidden(byId(id), !entries.length);
    const zone = this.#till.device.shop.time_zone;
    byId('unsent-list').replaceChildren(...entries.slice(0, MOST_SHOWN).map((entry) => row(entry, zone)));
    const more = entries.length - MOST_SHOWN;
    setText(byId('unsent-more'), more > 0 ? say('unsent_more', { n: more }) : '');
    return entries.length;
  }

  /** A copy: everything stays here as well, until the server itself has answered. */
  async #save() {
    const { store, device } = this.#till;
    const entries = await store.unsent();
    const at = new Date();
    const link = document.createElement('a');
    link.download = fileName(device.till.code, at);
    link.href = URL.createObjectURL(new Blob([outboxFile(device, entries, at)], { type: 'application/x-ndjson' }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    setText(byId('unsent-message'), say('unsent_saved', { n: entries.length, file: link.download }));
  }
}

function row({ kind, body }, zone) {
  const { number, at, total } = JSON.parse(body);
  const item = document.createElement('li');
  const parts = [number ?? say(`document_${kind}`), moment(new Date(at), zone), total === undefined ? '' : rupiah(total)];
  for (const part of parts) {
    const span = document.createElement('span');
    span.textContent = part;
    item.append(span);
  }
  return item;
}
