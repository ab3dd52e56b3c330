/**
 * Puts what changed into the catalogue that is here. Pure; `since` and `replaces` come from
 * pos/catalogue.py, which sends them only to a till that said which version it has.
 */

/**
 * @param {object} data what the store keeps
 * @param {object} answer of `GET /catalogue?since=`
 * @returns {object|null} the whole catalogue; null when the answer is about another version
 */
export function brought(data, answer) {
  const { since, replaces, ...newer } = answer;
  if (!replaces) return answer;
  if (!data || since !== data.version) return null;
  const [products, members] = [new Set(replaces.products), new Set(replaces.members)];
  const packs = data.packs.filter((pack) => !products.has(pack.product_id));
  const others = data.members.filter((member) => !members.has(member.id));
  return {
    ...newer,
    packs: [...packs, ...answer.packs].sort(byName),
    members: [...others, ...answer.members].sort(byNumber),
  };
}

/** As the server orders them; packs of one product stay in their order. */
function byName(a, b) {
  return compare(a.name, b.name) || compare(a.product_id, b.product_id);
}

function byNumber(a, b) {
  return Number(a.number) - Number(b.number);
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
