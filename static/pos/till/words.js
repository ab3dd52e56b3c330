/** The words of the screen, in the language the server chose: pos/till_words.py. */

let words = null;

/** The words of a key, with `{name}` replaced; an unknown key is a bug. */
export function say(key, params = {}) {
  words ??= JSON.parse(document.getElementById('words').textContent);
  if (!(key in words)) throw new Error(`no words for ${key}`);
  return words[key].replace(/\{(\w+)\}/g, (_, name) => params[name]);
}
