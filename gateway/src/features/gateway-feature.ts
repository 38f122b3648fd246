import type { Caller } from '@throughgate/service';
import type { FastifyInstance } from 'fastify';
import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import type { Metric } from 'prom-client';
import type { Executor } from '../executor/executor.ts';
import type { BadValues } from '../executor/violation-errors.ts';
import type { OwnGraphPart } from '../own-graph/own-graph-part.ts';
import type { WithheldFields } from '../planning/withhold-fields.ts';
import type { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import type { AskingRequest } from './asking-request.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import type { SubscriptionResult } from './graphql-result.ts';
import type { AnsweredOperation, ResolvedOperation } from './operation.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Something that a gateway does beside answering: a factory with typed options makes one, and all of it is in its folder.
 *
 * Features lie around the executor like the skins of an onion, the first one outermost: it is asked first what comes from
 * a client, and is told last what goes back to it; and its transport is the nearest to the network. What the hooks hand on
 * is folded once for each supergraph, so that a hook that a feature does not have costs nothing.
 */
export interface GatewayFeature {
  /** Names it in messages; no two features of a gateway have the same. */
  readonly name: string;
  /** What `/metrics` prints of it. To be made with `registers: []`: the gateway registers them, once. @default none */
  readonly metrics?: readonly Metric[];
  /**
   * Called once, before the graph and the pages have their routes: what the feature serves beside them, and hooks for every route.
   * Where a feature that the gateway is given has this, the front does not stand before Fastify, so that its hooks see every request.
   *
   * Raises `OperatorError` when the gateway cannot start so.
   */
  addRoutes?(app: FastifyInstance): void | Promise<void>;
  /**
   * Asked for each GraphQL request over HTTP once its headers are there, before its body is looked at, and one feature after
   * the other: who asks. Also the place to refuse a request for what its headers say.
   *
   * @param caller who asks as far as the features before know; the first is given the local developer, or `anonymous` where the gateway
   *   listens for others
   * @returns who asks from here on; `undefined` leaves that as it is
   *
   * Raises a `GraphQLError` with `extensions.code` to refuse: the client sees it with status 401, or the one in
   * `extensions.http.status`, and with the headers in `extensions.http.headers`. Anything else counts as unexpected: logged, status 500 and a masked error.
   */
  onRequest?(request: AskingRequest, caller: Caller): Caller | undefined | Promise<Caller | undefined>;
  /**
   * Asked once for each supergraph, before it is loaded: what the gateway itself is to answer on it. It is joined to the
   * supergraph as a subgraph, which is asked within the process: no request to it is sent, signed or measured.
   *
   * @returns `undefined` for nothing
   */
  ownGraph?(supergraph: Pick<FeatureSupergraph, 'document'>): OwnGraphPart | undefined;
  /**
   * Called once for each supergraph, before it serves: what the feature does with operations on it. What is worked out
   * here goes with the supergraph, and what it returns must not be kept by the feature itself.
   *
   * Raises `OperatorError` to refuse a supergraph: a gateway does not start with it, or serves on with the one before.
   */
  onSupergraph?(supergraph: FeatureSupergraph): SupergraphHooks;
  /**
   * Called once, when the last request is answered and all supergraphs are closed, the last feature first; also when the
   * gateway could not start. What it raises is logged, and keeps nothing else from stopping.
   */
  stop?(): void | Promise<void>;
}

/** The supergraph that a feature is asked about. */
export interface FeatureSupergraph {
  /** As it was composed, with all directives. */
  readonly sdl: string;
  /** The same, parsed once for all features, with what the gateway itself answers. */
  readonly document: DocumentNode;
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
}

/** What a feature does with the operations on one supergraph. */
export interface SupergraphHooks {
  /**
   * Asked for each request before its document is looked up, one feature after the other until one gives a text: the document that it means by an id,
   * or `undefined` where the feature knows none, and the request's own text holds. Raises as `onOperation` does.
   */
  documentOf?(request: GraphqlRequest, context: RequestContext): string | undefined;
  /**
   * Called with the text of a document before it is parsed. One that passed, and is valid, is kept: it is not asked about again
   * as long as it is.
   *
   * @returns what is wrong with it, which the client sees with status 400; `undefined` lets it pass. A document that is
   *   refused here is no operation yet: `onAnswer` is not told. What it raises counts as unexpected.
   */
  checkDocument?(query: string): GraphQLError | undefined;
  /**
   * Called when an operation is parsed and valid, before anything is fetched for it; awaited when it gives a promise.
   *
   * Raises a `GraphQLError` with `extensions.code` to refuse: the client sees it with status 400, or the one in
   * `extensions.http.status`. Anything else counts as unexpected: logged, status 500 and a masked error.
   */
  onOperation?(operation: ResolvedOperation): void | Promise<void>;
  /**
   * Asked for each operation that no feature refused: what of it is neither planned nor answered. In the answer it is null, as
   * the specification has nulls bubble, with an error `UNAUTHORIZED_FIELD_OR_TYPE` for each selection. An operation is planned
   * and kept apart for whatever is withheld of it. To be quick: what was decided is best remembered.
   *
   * @returns `undefined` withholds nothing
   */
  withhold?(operation: ResolvedOperation): WithheldFields | undefined;
  /**
   * Asked for each subscription that no feature refused, one feature after the other until one gives its results: an iterator, which is told by
   * `return` when nobody wants more. Raises as `onOperation` does.
   *
   * @param request what the client asked: to be answered anew for each event, with `event` in its context, by whatever supergraph serves then
   * @returns `undefined` where the subscription is none of the feature's
   */
  subscribe?(
    operation: ResolvedOperation,
    request: GraphqlRequest,
  ): AsyncIterator<SubscriptionResult> | undefined | Promise<AsyncIterator<SubscriptionResult> | undefined>;
  /**
   * Asked for each operation that was executed: what clients are told of it in `extensions` of the answer. Must not raise.
   */
  extensions?(operation: ResolvedOperation): Readonly<Record<string, unknown>> | undefined;
  /**
   * Called when there is an answer, also that of an operation that was rejected; the answer waits when it gives a promise. Of an answer in
   * parts it is told the first (see `onEnd`), and of a subscription that it began.
   *
   * Raises to withhold the answer: the client sees the error without data, with status 500 or the one in
   * `extensions.http.status`, and masked when it has no code; features further out are told of that answer.
   */
  onAnswer?(answered: AnsweredOperation): void | Promise<void>;
  /** Called when the last part of an answer in parts is there, or nobody wants more of it: nothing is fetched for it any more. Must not raise. */
  onEnd?(context: RequestContext): void;
  /**
   * Called once: a transport in the place of `inner`, which it uses or not. It has what {@link SubgraphTransport} promises:
   * an answer belongs to its receiver, and only a `SubgraphError` tells a client that a subgraph gave none. What else it
   * raises fails the operation as unexpected.
   */
  wrapTransport?(inner: SubgraphTransport): SubgraphTransport;
  /** Called once: an executor in the place of `inner`, which it uses or not; that of the first feature is asked first. */
  wrapExecutor?(inner: Executor): Executor;
  /** Told for each operation whether its plan was there. Must not raise. */
  onPlanLookup?(found: boolean): void;
  /** Told of each fetch that got no usable answer. Must not raise. */
  onFetchFailure?(error: SubgraphError, requestId: string): void;
  /** Told of values in an answer that are missing or that the API schema does not allow, once for each field. Must not raise. */
  onBadValues?(values: BadValues, requestId: string): void;
}
