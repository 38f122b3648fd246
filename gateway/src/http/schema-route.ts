import { createHash } from 'node:crypto';
import { type Caller, requestIdHeader } from '@throughgate/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type GraphQLSchema, printSchema } from 'graphql';
import { sendText } from './compress.ts';

/** What {@link addSchemaRoute} needs. */
export interface SchemaRouteOptions {
  /** The schema that clients see now. */
  readonly schema: () => GraphQLSchema;
  /** Establishes who asks; raises when the caller may not. */
  readonly callerOf: (request: FastifyRequest) => Caller | Promise<Caller>;
}

/**
 * Adds `GET /schema.graphql`: the schema that clients see, as SDL, for whoever may ask the graph at all, as introspection is. With an
 * ETag, so that a tool that looks for changes is answered with 304 while there are none.
 */
export function addSchemaRoute(scope: FastifyInstance, { schema, callerOf }: SchemaRouteOptions): void {
  const printed = new WeakMap<GraphQLSchema, { readonly sdl: string; readonly etag: string }>();
  scope.get('/schema.graphql', async (request, reply) => {
    reply.header(requestIdHeader, request.id);
    await callerOf(request);
    const { sdl, etag } = printedOf(schema());
    reply.headers({ etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' });
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
    reply.type('application/graphql; charset=utf-8');
    sendText(sdl, request.headers['accept-encoding'], reply);
    return reply;
  });

  function printedOf(current: GraphQLSchema) {
    const known = printed.get(current);
    if (known) return known;
    const sdl = `${printSchema(current)}\n`;
    // Weak, since the same schema is sent in several encodings.
    const etag = `W/"${createHash('sha256').update(sdl).digest('base64url').slice(0, 22)}"`;
    const made = { sdl, etag };
    printed.set(current, made);
    return made;
  }
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}
