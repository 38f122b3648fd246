import { hashOf } from '@throughgate/registry-client/document-ids';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { Counter } from 'prom-client';
import { otherDocument } from '../document-errors.ts';
import type { GatewayFeature } from '../gateway-feature.ts';

/** Longest text of a document that is kept, and of all together, in UTF-16 units. */
const [longestKept, mostKept] = [50_000, 4_000_000];

/**
 * The feature of automatic persisted queries, as Apollo's clients and urql send them: a client sends the SHA-256 of its document in
 * `extensions.persistedQuery`, is told when the gateway does not know it, sends both, and from then on the hash alone. What is
 * kept is a text and nothing of who sent it; each process keeps its own.
 */
export function persistedQueries(): GatewayFeature {
  // Of 0 the library takes none.
  const texts = new LRUCache<string, string>({
    maxSize: mostKept,
    sizeCalculation: ({ length }) => length || 1,
  });
  const lookups = new Counter<'result'>({
    name: 'gateway_persisted_queries_total',
    help: 'Requests that name their document by a hash, by whether it was known, unknown, or sent along to be kept',
    labelNames: ['result'],
    registers: [],
  });
  return {
    name: 'persisted queries',
    metrics: [lookups],
    onSupergraph: () => ({
      documentOf({ persistedHash, query }) {
        if (persistedHash === undefined) return undefined;
        const known = texts.get(persistedHash);
        if (query === undefined) {
          lookups.inc({ result: known === undefined ? 'unknown' : 'known' });
          if (known === undefined) throw notFound();
          return known;
        }
        if (known === query) return known;
        if (hashOf(query) !== persistedHash) throw otherDocument();
        lookups.inc({ result: 'kept' });
        if (query.length <= longestKept) texts.set(persistedHash, query);
        return query;
      },
    }),
  };
}

/** What Apollo's clients and urql expect, word for word, to send the text too. */
function notFound(): GraphQLError {
  const headers = { 'cache-control': 'private, no-cache, must-revalidate' };
  return new GraphQLError('PersistedQueryNotFound', {
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', http: { status: 200, headers } },
  });
}
