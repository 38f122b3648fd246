import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const compress = promisify(gzip);

/** What GraphiQL opens with. */
export interface GraphiqlPageOptions {
  /** Query shown when the page opens. */
  readonly defaultQuery?: string | undefined;
  /** Variables for it. */
  readonly defaultVariables?: Readonly<Record<string, unknown>> | undefined;
}

/** The GraphiQL page: everything it needs is in it, so that it works without access to the internet. */
export interface GraphiqlPage {
  send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

/** Creates the page; it is rendered when first asked for, since it holds nine megabytes of scripts. */
export function createGraphiqlPage(options: GraphiqlPageOptions): GraphiqlPage {
  let rendered: Promise<{ etag: string; html: Buffer; zipped: Buffer }> | undefined;
  return {
    async send(request, reply) {
      rendered ??= render(options);
      const { etag, html, zipped } = await rendered;
      const vary = ['accept', 'accept-encoding', reply.getHeader('vary') ?? []].flat().join(', ');
      reply.header('etag', etag).header('vary', vary).type('text/html; charset=utf-8');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      if (request.headers['accept-encoding']?.includes('gzip')) {
        return reply.header('content-encoding', 'gzip').send(zipped);
      }
      return reply.send(html);
    },
  };
}

async function render({ defaultQuery, defaultVariables }: GraphiqlPageOptions) {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const query = defaultQuery ?? '{\n  __typename\n}\n';
  const variables = defaultVariables && JSON.stringify(defaultVariables, null, 2);
  const page = renderGraphiQL({
    title: 'Throughgate',
    endpoint: '/graphql',
    defaultQuery: query,
    ...(variables === undefined ? {} : { variables }),
  });
  const html = Buffer.from(page, 'utf8');
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  return { etag, html, zipped: await compress(html) };
}
