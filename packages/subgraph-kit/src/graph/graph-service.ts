import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { bearerChallenge, type TokenVerifier } from '@throughgate/identity';
import {
  type BodyError,
  type Caller,
  createHttpService,
  createSignatureVerifier,
  createTroubleLog,
  type HttpService,
  isLoopback,
  type Logger,
  OperatorError,
  openTracing,
  type ReadinessCheck,
  readJson,
  type TraceSpan,
  type Tracing,
  traceparentHeader,
} from '@throughgate/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'graphql';
import { checkTexts } from './check-texts.ts';
import { type Asked, type Enforcement, enforceRequirements } from './enforce-requirements.ts';
import { formatErrors } from './format-error.ts';
import { identifyCaller, type Refusal } from './identify-caller.ts';
import { nullAsDefault } from './null-as-default.ts';
import { DateScalar, DateTimeScalar } from './scalars.ts';

/** What a subgraph's GraphQL service is made from. */
export interface GraphServiceOptions<Context extends Asked> {
  readonly name: string;
  /** SDL as published in `schemas/`. */
  readonly typeDefs: string;
  /** Resolvers by type and field; each subgraph types its own by the generated `Resolvers`. */
  readonly resolvers: object;
  /** Makes the context of one request. */
  createContext(request: { caller: Caller; requestId: string }): Context;
  readonly readinessChecks: readonly ReadinessCheck[];
  /**
   * The subgraph's own key, as `subgraphKey` derives it from the hub's service key; a request without a signature made with it is
   * refused.
   */
  readonly serviceKey: string;
  /** The key before it, which is accepted too while keys are rotated. @default none */
  readonly previousServiceKey?: string | undefined;
  /**
   * Verifies the issuer's token of each request: then the token says who asks, and without one nobody is answered. Without a verifier
   * the signed caller is believed, and an SDL that requires something of callers is served on loopback only. @default none
   */
  readonly verifier?: TokenVerifier | undefined;
  /** Address on which it will listen. */
  readonly host: string;
  readonly logger: Logger;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks: set once the gateway's signature was verified. */
    caller: Caller | undefined;
  }
}

/**
 * Creates the GraphQL service of a subgraph: `POST /graphql`, signed requests only, with the health and
 * metrics of every service. What its SDL requires of callers it enforces. Nothing listens yet.
 *
 * Raises `OperatorError` when a key is too short, and when the SDL requires something of callers while nobody vouches for them and
 * others than this machine may ask.
 */
export async function createGraphService<Context extends Asked>(
  options: GraphServiceOptions<Context>,
): Promise<HttpService> {
  const { name, typeDefs, resolvers, createContext, readinessChecks, serviceKey, logger } = options;
  const { previousServiceKey, verifier, host } = options;
  const refusals = createTroubleLog(logger.child({ service: name }), {
    began: 'requests are refused that the gateway did not sign',
    ended: 'such requests are no longer seen',
  });
  const verifySignature = createSignatureVerifier({
    subgraph: name,
    keys: previousServiceKey === undefined ? [serviceKey] : [serviceKey, previousServiceKey],
    onRefusal: (reason) => refusals.report('signature', `a request ${reason}`),
  });
  const document = parse(typeDefs);
  const schema = nullAsDefault(
    buildSubgraphSchema([
      { typeDefs: document, resolvers: { Date: DateScalar, DateTime: DateTimeScalar, ...resolvers } },
    ] as Parameters<typeof buildSubgraphSchema>[0]),
  );
  const enforcement = enforceRequirements(schema, document);
  if (enforcement.any && !verifier && !isLoopback(host)) {
    throw new OperatorError(
      `The schema of ${name} requires something of callers (@authenticated, @requiresScopes, @policy), but nobody vouches for who asks, ` +
        `and others than this machine reach ${host}. Set HUB_ISSUER (--issuer) to the URL of the OpenID Connect issuer whose tokens ` +
        'callers have, or HUB_HOST to 127.0.0.1.',
    );
  }
  const apollo = new ApolloServer<Context>({
    schema,
    // Only the gateway gets this far, and it needs neither a page nor protection from browsers.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      refuseMutations(enforcement),
      checkTexts,
    ],
    csrfPrevention: false,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: formatErrors(logger.child({ service: name })),
    logger: logger.child({ service: name }),
  });
  await apollo.start();

  const service = createHttpService({ name, logger, readinessChecks, bodyLimit: 10 * 1024 * 1024 });
  const { app } = service;
  app.decorateRequest('caller', undefined);
  app.removeContentTypeParser('application/json');
  // The signature covers the body's bytes, so it is verified before they are parsed.
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.caller = verifySignature(request.headers, body);
    if (!request.caller) return done(null, undefined);
    try {
      return done(null, readJson(request.headers, body));
    } catch (error) {
      return done(error as BodyError);
    }
  });
  app.route<{ Body: unknown }>({
    method: 'POST',
    url: '/graphql',
    preHandler: async (request, reply) => {
      if (!request.caller) {
        const message = `${name} answers only the gateway: the request has no valid signature.`;
        return refuse(reply, { status: 401, code: 'UNAUTHENTICATED', message });
      }
      if (!verifier) return undefined;
      const identified = await identifyCaller(verifier, request.caller);
      if ('refusal' in identified) return refuse(reply, identified.refusal);
      request.caller = identified.caller;
      return undefined;
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request: FastifyRequest) => {
        if (!request.caller)
          throw new Error('unreachable: the handler runs after the signature was verified');
        return createContext({ caller: request.caller, requestId: request.id });
      },
    }),
  });
  app.setErrorHandler((error, request, reply) => {
    const { statusCode = 500, message } = error as Partial<{ statusCode: number; message: string }>;
    if (statusCode < 500) {
      return reply.code(statusCode).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    }
    request.log.error({ requestId: request.id, err: error }, 'a request failed');
    const masked = 'Internal error: it was logged and will be looked into.';
    return reply
      .code(500)
      .send({ errors: [{ message: masked, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  });
  app.addHook('onClose', () => apollo.stop());
  const tracing = await openTracing(name, logger);
  if (tracing) traceRequests(app, tracing);
  return service;
}

/** Has each request that the gateway signed go on with its trace. */
function traceRequests(app: HttpService['app'], tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, TraceSpan>();
  app.addHook('preHandler', async (request, reply) => {
    if (!request.caller) return;
    const { [traceparentHeader]: from } = request.headers;
    const { operationName } = (request.body ?? {}) as { readonly operationName?: unknown };
    spans.set(
      request,
      tracing.start('graphql', typeof from === 'string' ? from : undefined, {
        kind: 'server',
        began: performance.now() - reply.elapsedTime,
        attributes: {
          'throughgate.request_id': request.id,
          ...(typeof operationName === 'string' ? { 'graphql.operation.name': operationName } : {}),
        },
      }),
    );
  });
  app.addHook('onResponse', async (request, { statusCode }) => {
    spans.get(request)?.end(statusCode >= 500 ? String(statusCode) : undefined);
  });
  app.addHook('onClose', () => tracing.stop());
}

/** Has mutations refused whole, before a command of them runs. */
function refuseMutations(enforcement: Enforcement): ApolloServerPlugin<Asked> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, contextValue }) {
          if (operation) enforcement.checkOperation(document, operation, contextValue);
        },
      };
    },
  };
}

function refuse(reply: FastifyReply, { status, code, message }: Refusal): FastifyReply {
  if (status === 401) reply.header('www-authenticate', bearerChallenge);
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
