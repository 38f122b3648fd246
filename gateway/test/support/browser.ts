import { parseSetCookie } from 'cookie';

/** A browser as far as signing in goes: it keeps cookies by host, and says where its requests come from. */
export interface TestBrowser {
  /** Cookies of 127.0.0.1 for all its paths, by their names. */
  readonly cookies: Map<string, string>;
  /** Every `set-cookie` header that came, in order. */
  readonly received: string[];
  /** Goes to an address, and stays at the first answer. */
  get(url: string | URL, headers?: Record<string, string>): Promise<Response>;
  /** Sends a form from a page of the address's own origin, unless headers say otherwise; stays at the first answer. */
  post(
    url: string | URL,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** Asks GraphQL as a script of a page of the gateway does, unless headers say otherwise. */
  ask(url: string | URL, query: string, headers?: Record<string, string>): Promise<Response>;
  /** Goes to an address and on from there until an answer is a page; as often as it takes, up to ten times. */
  follow(
    url: string | URL,
  ): Promise<{ readonly url: string; readonly response: Response; readonly html: string }>;
  /** Opens an address of a gateway, and signs in as a persona at the development issuer; returns where that leads. */
  signIn(url: string | URL, persona: string): Promise<{ readonly url: string; readonly response: Response }>;
}

/** Creates a browser without cookies. */
export function createBrowser(): TestBrowser {
  const cookies = new Map<string, string>();
  /** Those for some paths. */
  const narrow = new Map<string, ReadonlyMap<string, string>>();
  const received: string[] = [];
  const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  async function send(url: string | URL, init: RequestInit & { headers: Record<string, string> }) {
    const { pathname } = new URL(url);
    const sent = [...narrow].flatMap(([path, pairs]) => (pathname.startsWith(path) ? [...pairs] : []));
    const cookie = [...cookies, ...sent].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie === '' ? {} : { cookie }), ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const text of response.headers.getSetCookie()) {
      received.push(text);
      const { name, value = '', path = '/', maxAge, expires } = parseSetCookie(text);
      if (path !== '/') narrow.set(path, new Map([...(narrow.get(path) ?? []), [name, value]]));
      else if (maxAge === 0 || (expires && expires.getTime() <= Date.now())) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const browser: TestBrowser = {
    cookies,
    received,
    get: (url, headers = {}) => send(url, { headers: { ...page, ...headers } }),
    post: (url, fields, headers = {}) =>
      send(url, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { ...page, origin: new URL(url).origin, 'sec-fetch-site': 'same-origin', ...headers },
      }),
    ask: (url, query, headers = {}) =>
      send(url, {
        method: 'POST',
        body: JSON.stringify({ query }),
        headers: {
          'content-type': 'application/json',
          origin: new URL(url).origin,
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      }),
    async follow(from) {
      let url = String(from);
      for (let hops = 0; hops < 10; hops += 1) {
        const response = await browser.get(url);
        const location = response.headers.get('location');
        if (location === null) return { url, response, html: await response.text() };
        await response.body?.cancel();
        url = new URL(location, url).href;
      }
      throw new Error(`no end of redirects at ${url}`);
    },
    async signIn(from, persona) {
      const choice = await browser.follow(from);
      const action = /<form method="post" action="([^"]+)"/.exec(choice.html)?.[1];
      if (action === undefined) throw new Error(`no choice of personas at ${choice.url}: ${choice.html}`);
      const chosen = await browser.post(new URL(action, choice.url), { persona });
      const location = chosen.headers.get('location');
      if (location === null) throw new Error(`nothing was chosen: ${await chosen.text()}`);
      return browser.follow(new URL(location, choice.url));
    },
  };
  return browser;
}
