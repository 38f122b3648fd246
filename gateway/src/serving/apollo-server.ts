import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from '@throughgate/service';
import type { GraphQLSchema } from 'graphql';
import type { Executor } from '../executor/executor.ts';
import type { GatewayContext } from '../features/request-context.ts';
import { maskError } from './mask-error.ts';
import { oneOfVariables } from './one-of-variables.ts';

/** What {@link createApolloServer} needs. */
export interface ApolloServerParts {
  readonly supergraphSdl: string;
  /** The schema that clients see. */
  readonly clientSchema: GraphQLSchema;
  readonly executor: Executor;
  readonly logger: Logger;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  /** Most tokens in a document. */
  readonly maxTokens: number;
}

type Gateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];

/**
 * Creates the GraphQL server: GraphQL over HTTP, validation, CSRF prevention, and our executor in the place
 * of a gateway's. Everything of it that would report to a third party, or cost time unasked, is off.
 */
export function createApolloServer(parts: ApolloServerParts): ApolloServer<GatewayContext> {
  const { logger, plugins, maxTokens } = parts;
  return new ApolloServer<GatewayContext>({
    gateway: gatewayOf(parts),
    logger,
    introspection: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    parseOptions: { maxTokens },
    validationRules: [oneOfVariables],
    formatError: maskError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...plugins,
    ],
  });
}

function gatewayOf({ supergraphSdl, clientSchema, executor }: ApolloServerParts): Gateway {
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
        executor: async ({ source, document, request, context }) => {
          // Apollo Server types the context of a gateway loosely; it is the one that our route made.
          const { requestId, caller } = context as GatewayContext;
          const { operationName, variables } = request;
          return executor.execute({
            query: source,
            document,
            operationName: operationName || undefined,
            variables: variables ?? {},
            requestId,
            caller,
          });
        },
      };
    },
    async stop() {},
  };
}
