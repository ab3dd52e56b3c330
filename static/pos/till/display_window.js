/** The customer's screen: draws what the till of this browser says, and knows nothing itself. */
import { number, quantity, rupiah } from '../../core/format.js';
import { displayName } from './display.js';
import { byId, copyOf, setHidden, setText } from './dom.js';
import { drawCode } from './qris_code.js';
import { say } from './words.js';

const { root } = document.documentElement.dataset;
const channel = new BroadcastChannel(displayName(root));

channel.addEventListener('message', ({ data }) => {
  if (data === 'anybody?') channel.postMessage('watching');
  else if (data?.lines) draw(data);
});
channel.postMessage('watching');

function draw({ lines, total, cash, saved, member, paid, ask, phone }) {
  const face = faceOf({ lines, paid, ask, phone });
  for (const name of ['welcome', 'basket', 'ask', 'paid', 'phone']) setHidden(byId(`display-${name}`), name !== face);
  setText(byId('display-member'), member ? say('display_hello', { name: member }) : '');
  if (face === 'basket') drawBasket({ lines, total, cash, saved });
  else if (face === 'ask') drawAsk(ask);
  else if (face === 'paid') drawPaid(paid);
  else if (face === 'phone') drawPhone(phone);
}

function faceOf({ lines, paid, ask, phone }) {
  if (phone) return 'phone';
  if (ask) return 'ask';
  if (paid) return 'paid';
  return lines.length ? 'basket' : 'welcome';
}

function drawBasket({ lines, total, cash, saved }) {
  byId('display-lines').replaceChildren(...lines.map(lineRow));
  byId('display-lines').lastElementChild.scrollIntoView({ block: 'end' });
  setText(byId('display-total'), number(total));
  setText(byId('display-saved'), saved ? say('display_saved', { amount: rupiah(saved) }) : '');
  setText(byId('display-cash'), cash === total ? '' : say('display_cash', { amount: rupiah(cash) }));
}

function drawAsk({ amount, payload }) {
  setText(byId('display-asked'), number(amount));
  byId('display-code').replaceChildren(drawCode(payload, say('qris_code', { amount: rupiah(amount) })));
}

function drawPaid({ total, given, change }) {
  setText(byId('display-change'), number(change));
  setText(byId('display-cost'), rupiah(total));
  setText(byId('display-given'), given ? rupiah(given) : '–');
}

function drawPhone({ url, number: receipt }) {
  byId('display-link').replaceChildren(drawCode(url, say('phone_code', { number: receipt })));
}

function lineRow({ name, quantity: milli, price, amount, discount }) {
  const row = copyOf('display-line');
  const [title, detail, value] = row.children;
  setText(title, name);
  setText(detail, `${quantity(milli)} × ${rupiah(price)}${discount ? ` − ${rupiah(discount)}` : ''}`);
  setText(value, number(amount));
  return row;
}
