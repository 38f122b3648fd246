import type { Dispatcher, Pool } from 'undici';
import { SubgraphError } from './subgraph-error.ts';

/** A POST of JSON with one deadline over everything: connecting, headers and the last byte of the body. */
export interface JsonPost {
  readonly pool: Pool;
  readonly path: string;
  /** Makes the headers of one attempt. */
  headers(): Record<string, string>;
  readonly body: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly maxAnswerBytes: number;
  /** Named in errors. */
  readonly subgraph: string;
  /** Whether to send once more when a kept connection turns out to be closed before any answer came. */
  readonly repeatable: boolean;
}

/** An HTTP answer read whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Errors with which a connection ends that the other side had already given up. */
const staleConnection: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Sends the request and reads the whole answer.
 * Works on undici's dispatcher itself rather than on `pool.request`, because that builds a stream and an
 * abort signal per request, which cost more than the request.
 * Rejects with a {@link SubgraphError}.
 */
export function postJson(post: JsonPost): Promise<HttpAnswer> {
  const { pool, path, body, timeout, maxAnswerBytes, subgraph, repeatable } = post;
  return new Promise((resolve, reject) => {
    let current: Dispatcher.DispatchController | undefined;
    let settled = false;
    let attempts = 0;
    const timer = setTimeout(
      () => fail('SUBGRAPH_TIMEOUT', `Subgraph '${subgraph}' did not answer within ${timeout} ms.`),
      timeout,
    );
    attempt();

    function attempt(): void {
      attempts += 1;
      let status = 0;
      let contentType = '';
      let received = 0;
      const chunks: Buffer[] = [];
      pool.dispatch(
        { method: 'POST', path, headers: post.headers(), body },
        {
          onRequestStart(controller) {
            // The deadline may have passed while the request waited for a connection.
            if (settled) controller.abort(new Error('deadline passed'));
            else current = controller;
          },
          onResponseStart(_controller, statusCode, responseHeaders) {
            status = statusCode;
            contentType = String(responseHeaders['content-type'] ?? '');
          },
          onResponseData(_controller, chunk) {
            received += chunk.length;
            if (received > maxAnswerBytes) {
              fail(
                'SUBGRAPH_BAD_RESPONSE',
                `Subgraph '${subgraph}' answered with more than ${maxAnswerBytes} bytes.`,
              );
            } else {
              chunks.push(chunk);
            }
          },
          onResponseEnd() {
            if (settled) return;
            settled = true;
            clearTimeout(timer);
            const first = chunks[0];
            resolve({
              status,
              contentType,
              body: chunks.length === 1 && first ? first : Buffer.concat(chunks),
            });
          },
          onResponseError(_controller, error) {
            if (settled) return;
            const code = 'code' in error ? error.code : undefined;
            if (repeatable && attempts === 1 && status === 0 && staleConnection.has(code)) attempt();
            else fail('SUBGRAPH_UNREACHABLE', unreachable(subgraph, code, status), error);
          },
        },
      );
    }

    function fail(code: SubgraphError['code'], message: string, cause?: unknown): void {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      const error = new SubgraphError(code, subgraph, message, cause);
      reject(error);
      current?.abort(error);
    }
  });
}

function unreachable(subgraph: string, code: unknown, status: number): string {
  if (status > 0) return `Subgraph '${subgraph}' closed the connection before its answer was complete.`;
  if (code === 'ECONNREFUSED') return `Subgraph '${subgraph}' refused the connection.`;
  if (code === 'ENOTFOUND') return `The host of subgraph '${subgraph}' is not known.`;
  return `Subgraph '${subgraph}' cannot be reached.`;
}
