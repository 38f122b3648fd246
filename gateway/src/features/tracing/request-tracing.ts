import { operationShape } from '@throughgate/registry-client/operation-shape';
import { type TraceSpan, type Tracing, traceparentHeader } from '@throughgate/service';
import type { OperationDefinitionNode } from 'graphql';
import { SubgraphError } from '../../transport/subgraph-error.ts';
import type { SubgraphTransport } from '../../transport/subgraph-transport.ts';
import type { GatewayFeature, SupergraphHooks } from '../gateway-feature.ts';
import type { AnsweredOperation, ResolvedOperation } from '../operation.ts';

/** Whose traces the gateway goes on with. */
export interface RequestTracingOptions {
  readonly tracing: Tracing;
  /** Whether clients say by `traceparent` of which trace a request is, and whether it is recorded. @default false */
  readonly trustClients?: boolean | undefined;
}

/** Most operations under way; of what goes on for longer, as subscriptions do, the oldest is let go. */
const mostUnderWay = 10_000;

/** An operation under way. */
interface UnderWay {
  readonly span: TraceSpan;
  /** When it was known to be valid, by `performance.now()`. */
  readonly resolved: number;
  planned: boolean;
  /** How its first part was answered, where more of it comes. */
  answered?: { readonly code: string | undefined };
}

/**
 * The feature that traces operations: a span for the request, within it one for reading and validating, one for what comes before the
 * first fetch, planning above all, and one for each request to a subgraph, which is told of it. An answer in parts is one span until its last part. Spans have names of operations, of
 * subgraphs and codes, and the hash of an operation's shape: no variables, no literals, nothing of a caller.
 */
export function requestTracing({ tracing, trustClients = false }: RequestTracingOptions): GatewayFeature {
  const underWay = new Map<string, UnderWay>();
  const hashes = new WeakMap<OperationDefinitionNode, string>();
  const hooks: SupergraphHooks = {
    onOperation(operation) {
      const { context, definition } = operation;
      const resolved = performance.now();
      const { began = resolved } = context;
      const span = start(operation, began);
      span.child('read and validate', { began }).end(undefined, resolved);
      underWay.set(context.requestId, { span, resolved, planned: definition.operation === 'subscription' });
      if (underWay.size <= mostUnderWay) return;
      for (const [requestId, oldest] of underWay) {
        oldest.span.end();
        underWay.delete(requestId);
        break;
      }
    },
    onAnswer({ context, operation, outcome, started, errors, inParts }) {
      const { requestId } = context;
      const known = underWay.get(requestId);
      const span = known?.span ?? start(operation ?? { context }, started);
      span.set({ 'throughgate.outcome': outcome });
      const code = outcome === 'ok' ? undefined : codeOf(errors);
      if (known && inParts) {
        known.answered = { code };
        return;
      }
      underWay.delete(requestId);
      span.end(code);
    },
    onEnd({ requestId }) {
      const known = underWay.get(requestId);
      // One whose first part a feature withheld is told of that answer.
      if (!known?.answered) return;
      underWay.delete(requestId);
      known.span.end(known.answered.code);
    },
    wrapTransport: (inner) => traced(inner),
  };
  return { name: 'tracing', onSupergraph: () => hooks, stop: () => tracing.stop() };

  function start(
    { context, document, definition }: Pick<ResolvedOperation, 'context'> & Partial<ResolvedOperation>,
    began: number,
  ): TraceSpan {
    const from = trustClients ? context.headers.get(traceparentHeader) : undefined;
    const name = definition?.name?.value;
    const span = tracing.start(definition ? definition.operation : 'request', from, {
      kind: 'server',
      began,
      attributes: {
        'throughgate.request_id': context.requestId,
        ...(definition ? { 'graphql.operation.type': definition.operation } : {}),
        ...(name === undefined ? {} : { 'graphql.operation.name': name }),
      },
    });
    if (document && definition) span.set({ 'graphql.operation.hash': hashOf(document, definition) });
    return span;
  }

  function hashOf(document: ResolvedOperation['document'], definition: OperationDefinitionNode): string {
    let hash = hashes.get(definition);
    if (hash === undefined) {
      hash = operationShape(document, definition.name?.value).hash;
      hashes.set(definition, hash);
    }
    return hash;
  }

  function traced(inner: SubgraphTransport): SubgraphTransport {
    return {
      async send(request) {
        const one = underWay.get(request.requestId);
        if (!one) return inner.send(request);
        if (!one.planned) {
          one.planned = true;
          one.span.child('plan', { began: one.resolved }).end();
        }
        const { subgraph } = request;
        const span = one.span.child(`fetch ${subgraph}`, {
          kind: 'client',
          attributes: { 'graphql.subgraph.name': subgraph },
        });
        try {
          const answer = await inner.send({ ...request, traceparent: span.traceparent });
          span.end(answer.errors ? 'GRAPHQL_ERRORS' : undefined);
          return answer;
        } catch (error) {
          span.end(error instanceof SubgraphError ? error.code : 'INTERNAL_SERVER_ERROR');
          throw error;
        }
      },
    };
  }
}

/** The code of the first error, of which all that is known is that it is no text of a client. */
function codeOf(errors: AnsweredOperation['errors']): string {
  const code = errors?.[0]?.extensions?.['code'];
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'GRAPHQL_ERRORS';
}
