import { Pool } from 'undici';

/** A GraphQL operation as clients send it. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A client of one GraphQL endpoint over connections that it keeps. */
export interface GraphqlClient extends AsyncDisposable {
  /**
   * Asks and returns `data`. Rejects when the answer holds anything else: errors, or values that the schema does
   * not allow.
   */
  ask(operation: Operation): Promise<unknown>;
  /** Asks and looks no closer at the answer than to see that it is one, so that the client costs little. */
  send(operation: Operation): Promise<void>;
}

/**
 * Connects to the endpoint at `url` with as many connections as there are questions at once. `headersOf` makes headers
 * for a body: who asks a gateway, or the signature that a subgraph wants.
 */
export function connectGraphql(
  url: string,
  connections: number,
  headersOf: (body: string) => Readonly<Record<string, string>> = () => ({}),
): GraphqlClient {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return {
    async ask(operation) {
      const { data, ...trouble } = JSON.parse(await post(operation)) as { data?: unknown };
      if (Object.keys(trouble).length === 0) return data;
      throw new Error(`The answer of ${url} is not whole: ${JSON.stringify(trouble).slice(0, 1000)}`);
    },
    async send(operation) {
      const answer = await post(operation);
      if (answer.includes('"errors":')) throw new Error(`${url} answered ${answer.slice(0, 1000)}`);
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };

  async function post(operation: Operation): Promise<string> {
    const text = JSON.stringify(operation);
    const headers = { 'content-type': 'application/json', ...headersOf(text) };
    const { statusCode, body } = await pool.request({ path, method: 'POST', headers, body: text });
    const answer = await body.text();
    if (statusCode === 200) return answer;
    throw new Error(`${url} answered with status ${statusCode}: ${answer.slice(0, 1000)}`);
  }
}
