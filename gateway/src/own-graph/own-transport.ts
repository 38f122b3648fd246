import { type DocumentNode, execute, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { createBoundedCache } from '../data/bounded-cache.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import type { OwnGraphContext } from './own-graph-part.ts';

/** Most documents to remember: one for each fetch of a plan. */
const mostDocuments = 2000;

/**
 * Answers the requests of the own graph in the process. Errors with a code are answers, as those of any subgraph; any other
 * is a defect, and fails the operation as unexpected.
 */
export function createOwnTransport(name: string, schema: GraphQLSchema): SubgraphTransport['send'] {
  const documents = createBoundedCache<DocumentNode>(mostDocuments);
  return async ({ body, requestId, caller }) => {
    const { query, variables, operationName } = JSON.parse(body) as OwnRequest;
    const contextValue: OwnGraphContext = { requestId, caller };
    const { data, errors } = await execute({
      schema,
      document: parsed(query),
      variableValues: variables,
      operationName,
      contextValue,
    });
    const defect = errors?.find(({ extensions }) => extensions['code'] === undefined);
    if (defect) throw new Error(`the own graph "${name}" failed`, { cause: causeOf(defect) });
    return errors ? { data, errors: errors.map((error) => error.toJSON()) } : { data };
  };

  function parsed(query: string): DocumentNode {
    let document = documents.get(query);
    if (!document) {
      // Planned from the same schema, so valid on it.
      document = parse(query, { noLocation: true });
      documents.set(query, document);
    }
    return document;
  }
}

interface OwnRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

function causeOf(error: GraphQLError): Error {
  return error.originalError ?? error;
}
