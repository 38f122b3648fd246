import { GraphQLError } from 'graphql';
import { Counter } from 'prom-client';
import {
  type AnsweredOperation,
  type GatewayFeature,
  type ResolvedOperation,
  SubgraphError,
} from '../../src/index.ts';

/** What a {@link markingFeature} was told, and how it answers. */
export interface Marks {
  readonly calls: string[];
  readonly resolved: ResolvedOperation[];
  readonly answered: AnsweredOperation[];
  /** How often it was stopped. */
  stops: number;
}

/** A feature as a stranger would write one, with every hook there is, and what it was told. */
export function markingFeature(): { readonly feature: GatewayFeature; readonly marks: Marks } {
  const marks: Marks = { calls: [], resolved: [], answered: [], stops: 0 };
  const { calls } = marks;
  const refusal = (code: string, status?: number) =>
    new GraphQLError(`The stranger says ${code}.`, {
      extensions: { code, ...(status === undefined ? {} : { http: { status } }) },
    });
  const fetches = new Counter({
    name: 'stranger_fetches_total',
    help: 'Fetches that the stranger saw',
    labelNames: ['subgraph'],
    registers: [],
  });
  const feature: GatewayFeature = {
    name: 'stranger',
    metrics: [fetches],
    async onRequest({ headers }, caller) {
      calls.push('onRequest');
      if (headers['x-who'] === 'nobody') throw refusal('STRANGER_UNKNOWN');
      if (headers['x-who'] === 'too many') throw refusal('STRANGER_BUSY', 429);
      return headers['x-who'] === undefined ? undefined : { ...caller, id: String(headers['x-who']) };
    },
    onSupergraph({ sdl, schema }) {
      calls.push(
        `onSupergraph ${sdl.includes('join__Graph')} ${schema.getQueryType()?.getFields()['hubOnly']?.name}`,
      );
      return {
        checkDocument: (query) => (query.includes('wing') ? refusal('STRANGER_CLOSED') : undefined),
        async onOperation(operation) {
          calls.push('onOperation');
          marks.resolved.push(operation);
          if (operation.variables['id'] === 'forbidden') throw refusal('STRANGER_FORBIDDEN', 403);
          if (operation.variables['id'] === 'refused') throw refusal('STRANGER_REFUSED');
          if (operation.variables['id'] === 'broken') throw new Error('secret of the stranger');
        },
        async onAnswer(answered) {
          calls.push(`onAnswer ${answered.outcome}`);
          marks.answered.push(answered);
          const id = answered.operation?.variables['id'];
          if (id === 'withheld') throw refusal('STRANGER_WITHHELD', 503);
          if (id === 'unlogged') throw new Error('secret of the stranger');
        },
        wrapTransport: (inner) => ({
          async send(request) {
            fetches.inc({ subgraph: request.subgraph });
            if (request.subgraph !== 'jobs') return inner.send(request);
            const message = "The stranger does not let anyone ask 'jobs'.";
            throw new SubgraphError('SUBGRAPH_UNREACHABLE', 'jobs', message);
          },
        }),
        onPlanLookup: (found) => void calls.push(`onPlanLookup ${found}`),
        onFetchFailure: ({ subgraph, code }) => void calls.push(`onFetchFailure ${subgraph} ${code}`),
        onBadValues: ({ subgraph, field, places }) =>
          void calls.push(`onBadValues ${subgraph} ${field} ${places}`),
      };
    },
    stop() {
      calls.push('stop');
      marks.stops += 1;
    },
  };
  return { feature, marks };
}
