import { type Dispatcher, Pool } from 'undici';
import {
  fixedHeaders,
  type HttpAnswer,
  type HttpClient,
  type HttpClientOptions,
  timeLeft,
} from './http-client.ts';
import { tooLarge, tooLate, unreachable } from './request-failures.ts';

/** Errors with which a connection ends that the other side had already given up. */
const staleConnection: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Creates the client for `https:`, over undici: TLS, and HTTP/2 where the subgraph offers it.
 * Works on undici's dispatcher itself rather than on `pool.request`, because that builds a stream and an
 * abort signal per request, which cost more than the request.
 */
export function createUndiciClient(options: HttpClientOptions): HttpClient {
  const { subgraph, url, timeout, connections, maxAnswerBytes } = options;
  const path = url.pathname + url.search;
  // undici's own timeouts stay off, since only a total deadline catches an answer that drips in.
  const pool = new Pool(url.origin, {
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: true,
  });

  return {
    post(post, read) {
      return new Promise((resolve, reject) => {
        let current: Dispatcher.DispatchController | undefined;
        let settled = false;
        let attempts = 0;
        const timer = setTimeout(() => fail(tooLate(subgraph, timeout)), timeLeft(timeout, post.since));
        attempt();

        function attempt(): void {
          attempts += 1;
          let status = 0;
          let contentType = '';
          let contentEncoding = '';
          let received = 0;
          const chunks: Buffer[] = [];
          const headers = { ...fixedHeaders, ...post.headers() };
          pool.dispatch(
            { method: 'POST', path, headers, body: post.body },
            {
              onRequestStart(controller) {
                // The deadline may have passed while the request waited for a connection.
                if (settled) controller.abort(new Error('deadline passed'));
                else current = controller;
              },
              onResponseStart(_controller, statusCode, responseHeaders) {
                status = statusCode;
                contentType = String(responseHeaders['content-type'] ?? '');
                contentEncoding = String(responseHeaders['content-encoding'] ?? '');
              },
              onResponseData(_controller, chunk) {
                received += chunk.length;
                if (received > maxAnswerBytes) fail(tooLarge(subgraph, maxAnswerBytes));
                else chunks.push(chunk);
              },
              onResponseEnd() {
                if (settled) return;
                settled = true;
                clearTimeout(timer);
                const first = chunks[0];
                const body = chunks.length === 1 && first ? first : Buffer.concat(chunks);
                finish({ status, contentType, contentEncoding, body });
              },
              onResponseError(_controller, error) {
                if (settled) return;
                const code = 'code' in error ? error.code : undefined;
                if (post.repeatable && attempts === 1 && status === 0 && staleConnection.has(code)) attempt();
                else fail(unreachable(subgraph, error, status > 0));
              },
            },
          );
        }

        function finish(answer: HttpAnswer): void {
          try {
            resolve(read(answer));
          } catch (error) {
            reject(error);
          }
        }

        function fail(error: Error): void {
          if (settled) return;
          settled = true;
          clearTimeout(timer);
          reject(error);
          current?.abort(error);
        }
      });
    },
    close: () => pool.close(),
    destroy: () => pool.destroy(),
  };
}
