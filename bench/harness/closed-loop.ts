import { Pool } from 'undici';

/** What to ask an HTTP server again and again. */
export interface ClosedLoop {
  /** GraphQL endpoint, or anything that answers a POST with JSON. */
  readonly url: string;
  /** Connections, each asking anew as soon as it has its answer. */
  readonly connections: number;
  readonly seconds: number;
  /** The body of the next request. */
  readonly nextBody: () => string;
}

/** What came of it. */
export interface LoopResult {
  readonly operations: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Milliseconds of each operation. */
  readonly latencies: readonly number[];
}

/**
 * Keeps every connection busy for a time. Rejects at the first answer that is not 200 or has errors: a fast wrong
 * answer is no result.
 */
export async function closedLoop({ url, connections, seconds, nextBody }: ClosedLoop): Promise<LoopResult> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  try {
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (performance.now() < end) {
          const sent = performance.now();
          await post(pool, pathname, nextBody());
          latencies.push(performance.now() - sent);
        }
      }),
    );
  } finally {
    await pool.close();
  }
  return { operations: latencies.length, seconds: (performance.now() - started) / 1000, latencies };
}

async function post(pool: Pool, path: string, body: string): Promise<void> {
  const { statusCode, body: answer } = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await answer.text();
  if (statusCode === 200 && !text.includes('"errors":')) return;
  throw new Error(`An operation failed with status ${statusCode}: ${text.slice(0, 500)}`);
}

/** Asks once and returns the answer's `data`. Rejects when there are errors, or values that the schema does not allow. */
export async function ask(url: string, operation: { query: string; variables: object }): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  });
  const { data, ...trouble } = (await response.json()) as { data?: unknown };
  if (Object.keys(trouble).length === 0) return data;
  throw new Error(`The answer of ${url} is not whole: ${JSON.stringify(trouble).slice(0, 1000)}`);
}
