import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from '@throughgate/service';
import { type GraphQLSchema, getOperationAST } from 'graphql';
import type { Executor } from '../executor/executor.ts';
import type { RequestContext } from '../features/request-context.ts';
import type { FoldedHooks } from './fold-features.ts';
import { maskError } from './mask-error.ts';
import { oneOfVariables } from './one-of-variables.ts';

/** What {@link createApolloServer} needs. */
export interface ApolloServerOptions {
  readonly supergraphSdl: string;
  /** The schema that clients see. */
  readonly clientSchema: GraphQLSchema;
  readonly executor: Executor;
  readonly withhold: FoldedHooks['withhold'];
  readonly logger: Logger;
  readonly plugin: ApolloServerPlugin<RequestContext>;
}

type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];

/**
 * Creates the GraphQL server: GraphQL over HTTP, validation, CSRF prevention, and our executor in the place
 * of a gateway's. Everything of it that would report to a third party, or cost time unasked, is off.
 */
export function createApolloServer(options: ApolloServerOptions): ApolloServer<RequestContext> {
  const { logger, plugin } = options;
  return new ApolloServer<RequestContext>({
    gateway: gatewayOf(options),
    logger,
    introspection: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    validationRules: [oneOfVariables],
    formatError: maskError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      plugin,
    ],
  });
}

function gatewayOf({ supergraphSdl, clientSchema, executor, withhold }: ApolloServerOptions): Gateway {
  const listeners = new Set<Parameters<Gateway['onSchemaLoadOrUpdate']>[0]>();
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      for (const listener of listeners) {
        listener({ apiSchema: clientSchema, coreSupergraphSdl: supergraphSdl });
      }
      return {
        executor: async ({ source, document, request, context: given }) => {
          // Apollo Server types the context of a gateway loosely; it is the one that our route made.
          const context = given as RequestContext;
          const { requestId, caller } = context;
          const operationName = request.operationName || undefined;
          const variables = request.variables ?? {};
          // Found as the executor finds it: what is executed is what was decided on.
          const definition = getOperationAST(document, operationName);
          return executor.execute({
            query: source,
            document,
            operationName,
            withheld: definition ? withhold({ context, document, definition, variables }) : undefined,
            variables,
            requestId,
            caller,
          });
        },
      };
    },
    async stop() {},
  };
}
