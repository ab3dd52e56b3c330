/** Asks whose credit or savings a way of paying needs, and lends to customers by name. */
import { tell } from './notice.js';
import { say } from './words.js';

/** Credit and savings are somebody's: after the card, or the name, the question goes on. */
export function askWhoPays({ entry, checkout }) {
  const { awaited, whoIsWanted } = checkout;
  checkout.leaveTender();
  entry.ask(whoIsWanted);
  checkout.awaited = awaited;
  tell(say(`${whoIsWanted}_wanted`));
}

/** Somebody who is no member: only the credit is hers, prices and purchase are nobody's. */
export function lendTo({ entry, checkout }, customer) {
  entry.ask('goods');
  checkout.onCustomer(customer);
}
