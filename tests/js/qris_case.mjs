// A case of tests/vectors/qris.json, answered by the till.
import { Refused } from '../../static/pos/till/parse.js';
import { checkSum, makeDynamic, readPayload } from '../../static/pos/till/qris.js';

export function answerQris(given) {
  try {
    return answer(given);
  } catch (error) {
    if (error instanceof Refused) return { refused: error.why };
    throw error;
  }
}

function answer({ sum, payload, ...payment }) {
  if (sum !== undefined) return { sum: checkSum(sum) };
  if (payment.amount !== undefined) return { payload: makeDynamic(payload, payment) };
  return { objects: readPayload(payload).map(({ tag, value }) => [tag, value]) };
}
