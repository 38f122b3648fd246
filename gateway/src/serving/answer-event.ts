import type { GraphqlRequest } from '../features/graphql-request.ts';
import type { GraphqlResult } from '../features/graphql-result.ts';
import type { RequestContext } from '../features/request-context.ts';
import type { Lease } from './lease.ts';

/**
 * Makes what answers one event of a subscription: as a query is answered, with all that features have to say to it, on the
 * supergraph that is served at that moment.
 */
export function answerEventBy(
  acquire: () => Lease,
): (request: GraphqlRequest, context: RequestContext) => Promise<GraphqlResult> {
  return async (request, context) => {
    const { generation, release } = acquire();
    try {
      const accepts = { ...request.accepts, deferred: false };
      const answer = await generation.answer({ ...request, accepts }, context);
      if (answer.kind !== 'single') throw new Error('an event is answered at once');
      return answer.result;
    } finally {
      release();
    }
  };
}
