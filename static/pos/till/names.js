/**
 * Finds names by any part of them. Ten thousand names are one long text, searched by the
 * browser's own `indexOf`; a longer query only looks at what the shorter one found. Pure.
 */

const MOST_CANDIDATES = 400;

/** Small letters without accents, as names are compared. */
export function plainLetters(text) {
  const small = text.toLowerCase();
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(small) ? small : small.normalize('NFD').replace(/\p{M}/gu, '');
}

export class NameIndex {
  #text;
  #starts;
  #last = null;

  /** @param {string[]} names what a search answers are positions in this list */
  constructor(names) {
    this.#starts = new Uint32Array(names.length + 1);
    const parts = new Array(names.length);
    let at = 0;
    names.forEach((name, position) => {
      const part = ` ${plainLetters(name).replaceAll('\n', ' ')}\n`;
      parts[position] = part;
      this.#starts[position] = at;
      at += part.length;
    });
    this.#starts[names.length] = at;
    this.#text = parts.join('');
  }

  /**
   * Positions of the names that hold every word of the query: those that begin with it first,
   * then those with words that do, then the others.
   * @returns {number[]}
   */
  search(query, most) {
    const words = plainLetters(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const found = this.#candidates(words);
    this.#last = { words, found };
    const ranks = new Map(found.map((position) => [position, this.#rank(position, words)]));
    return [...found].sort((a, b) => ranks.get(a) - ranks.get(b)).slice(0, most);
  }

  #candidates(words) {
    const last = this.#last;
    if (last && last.found.length < MOST_CANDIDATES && narrows(words, last.words)) {
      return last.found.filter((position) => this.#holds(position, words));
    }
    const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
    const found = new Set(this.#scan(` ${longest}`, words, new Set()));
    for (const position of this.#scan(longest, words, found)) found.add(position);
    return [...found];
  }

  *#scan(needle, words, known) {
    let room = MOST_CANDIDATES - known.size;
    let at = this.#text.indexOf(needle);
    while (at >= 0 && room > 0) {
      const position = this.#positionAt(at);
      if (!known.has(position) && this.#holds(position, words)) {
        room -= 1;
        yield position;
      }
      at = this.#text.indexOf(needle, this.#starts[position + 1]);
    }
  }

  #line(position) {
    return this.#text.slice(this.#starts[position], this.#starts[position + 1] - 1);
  }

  #holds(position, words) {
    const line = this.#line(position);
    return words.every((word) => line.includes(word));
  }

  #rank(position, words) {
    const line = this.#line(position);
    if (line.startsWith(` ${words[0]}`)) return 0;
    return words.every((word) => line.includes(` ${word}`)) ? 1 : 2;
  }

  #positionAt(offset) {
    let low = 0;
    let high = this.#starts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Whether everything that holds the new words also held the old ones. */
function narrows(words, old) {
  return old.every((before) => words.some((word) => word.includes(before)));
}
