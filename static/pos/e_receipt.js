/** A receipt that has not reached the server yet: look again now and then, and show it once it has. */
const FIRST = 4_000;
const LONGEST = 60_000;
const ACCEPTED = 202;

async function lookAgain(pause) {
  if (await hasCome()) location.reload();
  else wait(Math.min(pause * 1.5, LONGEST));
}

/** Anything but “not yet” is worth showing; silence is not. */
async function hasCome() {
  try {
    const { status } = await fetch(location.href, { cache: 'no-store' });
    return status !== ACCEPTED && status < 500;
  } catch {
    return false;
  }
}

function wait(pause) {
  setTimeout(() => lookAgain(pause), pause);
}

wait(FIRST);
