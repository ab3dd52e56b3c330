/**
 * “Struk di HP”: a QR code that takes the receipt home on the buyer's phone, here and on the
 * customer's screen. The till makes the link itself, so it does so also while the server is away.
 */
import { localDay } from '../../core/format.js';
import { onceClosed } from './dialogs.js';
import { display } from './display.js';
import { byId, setHidden, setText } from './dom.js';
import { drawCode } from './qris_code.js';
import { isOpenFor, linkOf, reachOf, receiptUrl } from './receipt_links.js';
import { recordOf } from './recent.js';
import { temporaryPaperOf } from './temporary_paper.js';
import { say } from './words.js';

const NONE = { address: '', days: 0 };

let made = null;

/** The one dialog with the code: for the sale just paid, and for an older one. */
export function takeHomeOf(till) {
  made ??= new TakeHome(till);
  return made;
}

class TakeHome {
  #till;
  #dialog = byId('phone-dialog');

  constructor(till) {
    this.#till = till;
    byId('phone-close').addEventListener('click', () => this.#dialog.close());
    onceClosed(this.#dialog, () => display.offer(null));
  }

  /** Why this sale has no link any more, as a sentence; empty when it has one. */
  whyNot({ at }) {
    const { days } = rulesOf(this.#till);
    if (!days) return say('phone_off');
    const { time_zone: zone } = this.#till.catalogue.shop;
    const [soldOn, today] = [new Date(at), new Date()].map((moment) => localDay(moment, zone));
    return isOpenFor(days, soldOn, today) ? '' : say('phone_too_old', { n: days });
  }

  /** @param {{id: string, number: string}} sale */
  open({ id, number }) {
    const { device, root } = this.#till;
    const here = { ...rulesOf(this.#till), origin: location.origin, root };
    const url = receiptUrl(linkOf(device.token, id), here);
    setText(byId('phone-number'), number);
    byId('phone-code').replaceChildren(drawCode(url, say('phone_code', { number })));
    byId('phone-code').dataset.url = url;
    const reach = reachOf(here);
    setHidden(byId('phone-reach'), reach === 'everywhere');
    setText(byId('phone-reach'), reach === 'everywhere' ? '' : say(`phone_${reach}`));
    byId('phone-reach').classList.toggle('is-bad', reach === 'nowhere');
    if (!this.#dialog.open) this.#dialog.showModal();
    byId('phone-close').focus();
    display.offer({ url, number });
  }
}

/** The buttons under the change: the phone, and the slip while the server is away. */
export function bindPaidPapers(till) {
  let sale = null;
  till.watchers.add((document) => {
    if (document.kind !== 'sale') return;
    sale = recordOf(document, { catalogue: till.catalogue, clerk: till.operator?.name });
    setHidden(byId('take-home'), !rulesOf(till).days);
  });
  byId('take-home').addEventListener('click', () => takeHomeOf(till).open(sale));
  byId('temporary').addEventListener('click', () => temporaryPaperOf(till).open(sale));
}

function rulesOf(till) {
  return till.data?.settings.e_receipt ?? NONE;
}
