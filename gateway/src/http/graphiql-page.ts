import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { beginGraphiql, graphiqlStyle } from './graphiql-start.ts';

const compress = promisify(gzip);

/** What GraphiQL opens with. */
export interface GraphiqlPageOptions {
  /** Query shown when the page opens. */
  readonly defaultQuery?: string | undefined;
  /** Variables for it. */
  readonly defaultVariables?: Readonly<Record<string, unknown>> | undefined;
  /** Whether people sign in: the page then says who has, and states their purpose. */
  readonly hasSessions: boolean;
}

/** The GraphiQL page: everything it needs is in it, so that it works without access to the internet. */
export interface GraphiqlPage {
  send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

/** The page asks nobody but this gateway, stands in nobody's frame, and sends its forms nowhere else. */
const contentSecurityPolicy =
  "base-uri 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/**
 * Creates the page; it is rendered when first asked for, since it holds nine megabytes of scripts. It is the same for everybody, so
 * that browsers keep it: who has signed in, it asks when it is there.
 */
export function createGraphiqlPage(options: GraphiqlPageOptions): GraphiqlPage {
  let rendered: Promise<{ etag: string; html: Buffer; zipped: Buffer }> | undefined;
  return {
    async send(request, reply) {
      rendered ??= render(options);
      const { etag, html, zipped } = await rendered;
      const vary = ['accept', 'accept-encoding', reply.getHeader('vary') ?? []].flat().join(', ');
      reply
        .headers({
          etag,
          vary,
          // Kept, but never shown unasked: whose session is over is sent to sign in.
          'cache-control': 'private, no-cache',
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'same-origin',
        })
        .type('text/html; charset=utf-8');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      if (request.headers['accept-encoding']?.includes('gzip')) {
        return reply.header('content-encoding', 'gzip').send(zipped);
      }
      return reply.send(html);
    },
  };
}

const begins = 'YogaGraphiQL.renderYogaGraphiQL(';

async function render({ defaultQuery, defaultVariables, hasSessions }: GraphiqlPageOptions) {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const query = defaultQuery ?? '{\n  __typename\n}\n';
  const variables = defaultVariables && JSON.stringify(defaultVariables, null, 2);
  const page = renderGraphiQL({
    title: 'Throughgate',
    endpoint: '/graphql',
    // By itself it would subscribe by GET, which a link to this page could have it do: nobody's session is taken for that.
    method: 'POST',
    defaultQuery: query,
    ...(variables === undefined ? {} : { variables }),
  });
  // It begins by itself, before anybody could tell it who has signed in.
  const at = page.lastIndexOf(begins);
  const head = page.lastIndexOf('</head>', page.indexOf('<script>'));
  if (at === -1 || head === -1) throw new Error('GraphiQL does not begin as it did: its page cannot be made');
  const whole =
    page.slice(0, head) +
    `<style>${graphiqlStyle}</style>` +
    page.slice(head, at) +
    `(${beginGraphiql})(${JSON.stringify(hasSessions)}, YogaGraphiQL.renderYogaGraphiQL, ` +
    page.slice(at + begins.length);
  const html = Buffer.from(whole, 'utf8');
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  return { etag, html, zipped: await compress(html) };
}
