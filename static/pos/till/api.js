/** Talks to the server as this till: `/api/v1` with the device token. */

const PATIENCE = 10_000;

/** Nobody answered in time. */
export class Unreachable extends Error {}

export class Api {
  #base;
  #token;
  #onReach;

  /**
   * @param {(reached: boolean, askedAt: number) => void} onReach told after each try whether
   *   somebody answered, and when it was asked (`performance.now()`)
   */
  constructor(root, token, onReach = () => {}) {
    this.#base = `${root}/api/v1`;
    this.#token = token;
    this.#onReach = onReach;
  }

  /** @returns {Promise<{status: number, answer: any}>} */
  get(path, { patience = PATIENCE } = {}) {
    return this.#ask(path, { headers: {}, cache: 'no-store' }, patience);
  }

  post(path, body, { signal, key = null, patience = PATIENCE } = {}) {
    const headers = { 'Content-Type': 'application/json' };
    if (key) headers['Idempotency-Key'] = key;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.#ask(path, { method: 'POST', headers, body: text, signal }, patience);
  }

  async #ask(path, { headers, signal, ...options }, patience) {
    const limits = [AbortSignal.timeout(patience), signal].filter(Boolean);
    const askedAt = performance.now();
    let response;
    let answer;
    try {
      response = await fetch(this.#base + path, {
        ...options,
        credentials: 'omit',
        headers: {
          ...headers,
          Authorization: `Bearer ${this.#token}`,
          'Accept-Language': document.documentElement.lang,
        },
        signal: AbortSignal.any ? AbortSignal.any(limits) : limits[0],
      });
      answer = await readJson(response);
    } catch (error) {
      this.#onReach(false, askedAt);
      throw new Unreachable(path, { cause: error });
    }
    this.#onReach(true, askedAt);
    return { status: response.status, answer };
  }
}

/** The object that was answered; null for anything that is not JSON. */
async function readJson(response) {
  const isJson = /[/+]json\b/.test(response.headers.get('Content-Type') ?? '');
  const text = await response.text();
  try {
    return isJson ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
