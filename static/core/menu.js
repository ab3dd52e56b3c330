/**
 * Remembers which groups of the menu are open: in a cookie, so that the next page comes with them
 * as they were left. Without a script they fold just the same.
 */
const NAME = 'menu';
const YEAR = 365 * 24 * 60 * 60;
const root = `${document.documentElement.dataset.root || ''}/`;

function remembered() {
  const found = document.cookie.split('; ').find((each) => each.startsWith(`${NAME}=x`));
  if (found) return new Set(found.split('.').slice(1));
  const open = document.querySelectorAll('.rail details[data-group][open]');
  return new Set([...open].map((each) => each.dataset.group));
}

/** The rail and the menu of a phone have the same groups. */
function follow(group, open) {
  for (const twin of document.querySelectorAll(`details[data-group="${group}"]`)) twin.open = open;
}

function remember(details) {
  const groups = remembered();
  if (details.open) groups.add(details.dataset.group);
  else groups.delete(details.dataset.group);
  document.cookie = `${NAME}=${['x', ...groups].join('.')}; path=${root}; max-age=${YEAR}; samesite=lax`;
  follow(details.dataset.group, details.open);
}

for (const summary of document.querySelectorAll('details[data-group] > summary')) {
  summary.addEventListener('click', () => setTimeout(remember, 0, summary.parentElement));
}
