import { createHttpService, createLogger } from '@throughgate/service';
import { type AskGraph, createPages, type PagesOptions } from '../../src/index.ts';

/** Pages that listen, over a graph that the test plays. */
export interface ServedPages extends AsyncDisposable {
  /** Where they listen. */
  readonly url: string;
  /** Questions that were asked, in their order. */
  readonly asked: readonly {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
  }[];
  /** What the log was told as errors. */
  readonly logged: readonly unknown[];
  /** Asks for a page as a browser does; redirects are not followed. */
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Sends a form as a browser does. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
}

/** Serves pages on a port of their own, beside nothing, with what `ask` answers; to everybody, unless the options say otherwise. */
export async function servePages(ask: AskGraph, options: Partial<PagesOptions> = {}): Promise<ServedPages> {
  const logged: unknown[] = [];
  const logger = createLogger('silent');
  const service = createHttpService({ name: 'pages', logger, readinessChecks: [] });
  service.app.addHook('onRequest', (request, _reply, done) => {
    request.log.error = (line: unknown) => void logged.push(line);
    done();
  });
  const asked: { query: string; variables: Readonly<Record<string, unknown>> }[] = [];
  const pages = createPages({
    version: '0.0.0',
    hasScope: () => true,
    ask: (query, variables, request) => {
      asked.push({ query, variables });
      return ask(query, variables, request);
    },
    ...options,
  });
  await service.app.register(pages);
  const url = await service.listen({ host: '127.0.0.1', port: 0, setting: 'port' });
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  return {
    url,
    asked,
    logged,
    get: (path, headers = {}) =>
      fetch(new URL(path, url), { headers: { ...browser, ...headers }, redirect: 'manual' }),
    post: (path, fields, headers = {}) =>
      fetch(new URL(path, url), {
        method: 'POST',
        headers: { ...browser, 'sec-fetch-site': 'same-origin', ...headers },
        body: new URLSearchParams(fields),
        redirect: 'manual',
      }),
    [Symbol.asyncDispose]: () => service.stop(),
  };
}
