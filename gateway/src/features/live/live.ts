import { randomUUID } from 'node:crypto';
import type { Caller, Logger } from '@throughgate/service';
import { type FieldNode, GraphQLError, type GraphQLSchema, getArgumentValues, Kind } from 'graphql';
import { entityName } from '../../changes/change.ts';
import type { ChangeFeed } from '../../changes/change-feed.ts';
import { fragmentsByName } from '../../documents/fragments-by-name.ts';
import type { OwnGraphContext } from '../../own-graph/own-graph-part.ts';
import { SubgraphError } from '../../transport/subgraph-error.ts';
import type { SubgraphTransport } from '../../transport/subgraph-transport.ts';
import { callerTraits } from '../caller-traits.ts';
import type { GatewayFeature } from '../gateway-feature.ts';
import type { GraphqlRequest } from '../graphql-request.ts';
import type { GraphqlResult, SubscriptionResult } from '../graphql-result.ts';
import type { ResolvedOperation } from '../operation.ts';
import type { RequestContext } from '../request-context.ts';
import { createCursorSeal } from './cursor.ts';
import { type DerivedSubscription, deriveSubscriptions, people } from './derived-subscriptions.ts';
import { createGate } from './gate.ts';
import { createJourneys, findPerson, type JourneyWatch, OutcomesError } from './journeys.ts';
import { lastResult, refusedSubscription } from './live-errors.ts';
import { liveMetrics } from './live-metrics.ts';
import { type LiveOptions, liveDefaults } from './live-options.ts';
import { mayExist } from './may-exist.ts';
import { createRecentChanges } from './recent-changes.ts';
import { createSharedSubscription, type Evaluation, type SharedSubscription } from './shared-subscription.ts';
import { createSubscriber, type Subscriber } from './subscriber.ts';

/** Answers one event of a subscription on the supergraph that is served now. */
export type AnswerEvent = (request: GraphqlRequest, context: RequestContext) => Promise<GraphqlResult>;

/** Subscriptions of a gateway. */
export interface Live {
  readonly feature: GatewayFeature;
  /** Says how events are answered; to be called before the first request. */
  answerBy(answer: AnswerEvent): void;
  /** Another supergraph serves from now on. */
  renew(): void;
  /** Whether other subscriptions would be derived of the published contracts than those which serve. */
  isOutdated(): boolean;
  /** Ends all subscriptions, and takes none any more. */
  stop(): void;
}

/** What {@link createLive} needs. */
export interface LiveSetup {
  readonly feed: ChangeFeed;
  readonly options?: LiveOptions | undefined;
  /** A secret that gateways of one hub share. */
  readonly key: string;
  /** When the token of a caller expires, in milliseconds since 1970. */
  readonly expiryOf: (caller: Caller) => number | undefined;
  readonly logger: Logger;
}

/** What one supergraph has to subscribe to. */
interface Derivation {
  readonly byField: ReadonlyMap<string, DerivedSubscription>;
  readonly told: string;
}

/** A subscription that is shared, and what it needs to be executed. */
interface Topic {
  readonly shared: SharedSubscription;
  /** Who subscribes, each with the context of the request: any of them may stand for all. */
  readonly asking: Map<Subscriber, RequestContext>;
}

const evaluationsAtOnce = 64;
/** How often tokens that expire are looked for, in milliseconds. */
const lookEvery = 1_000;

/**
 * Creates the feature of subscriptions: fields of `Subscription` that are derived from the published event contracts, and one
 * execution of an operation for all who share it, whenever the event log tells of a change that concerns it.
 */
export function createLive({ feed, options = {}, key, expiryOf, logger }: LiveSetup): Live {
  const bounds = { ...liveDefaults, ...defined(options) };
  const metrics = liveMetrics();
  const seal = createCursorSeal(key);
  const recent = createRecentChanges(bounds.recent);
  const gate = createGate(evaluationsAtOnce);
  const topics = new Map<string, Topic>();
  const byEntity = new Map<string, Set<SharedSubscription>>();
  const perClient = new Map<string, number>();
  const expiring = new Map<Subscriber, { readonly at: number; end(last: SubscriptionResult): void }>();
  /** Persons that were found for an execution, by its request's id. */
  const found = new Map<string, string>();
  let transport: SubgraphTransport | undefined;
  let answer: AnswerEvent | undefined;
  let serving: Derivation | undefined;
  let open = 0;
  let stopped = false;

  const journeys = createJourneys({
    transport: () => transport,
    caller: () => journeyCaller(),
    logger,
    onUnplaced: () => metrics.unplaced.inc(),
  });
  const ends = [
    feed.onChange((change) => {
      recent.add(change);
      const moment = performance.now();
      for (const shared of byEntity.get(entityName(change.entity, change.key)) ?? []) shared.changed(moment);
      if (change.about === 'person') journeys.heard(change);
    }),
  ];
  const timer = setInterval(endExpired, lookEvery).unref();

  const feature: GatewayFeature = {
    name: 'live',
    metrics: metrics.all,
    ownGraph({ document }) {
      const told = toldEntities();
      const { byField, typeDefs } = deriveSubscriptions(document, told);
      serving = { byField, told: [...told].sort().join() };
      if (!typeDefs) return undefined;
      const fields = Object.fromEntries([...byField.values()].map((one) => [one.field, resolverOf(one)]));
      return { typeDefs, resolvers: { Subscription: fields } };
    },
    onSupergraph({ schema }) {
      const derived = serving?.byField ?? new Map<string, DerivedSubscription>();
      return {
        subscribe: (operation, request) => subscribe(schema, derived, operation, request),
        wrapTransport(inner) {
          transport = inner;
          return inner;
        },
      };
    },
    stop() {
      clearInterval(timer);
      for (const end of ends) end();
      journeys.stop();
    },
  };

  return {
    feature,
    answerBy(given) {
      answer = given;
    },
    renew() {
      for (const { shared } of topics.values()) shared.renew();
    },
    isOutdated: () => serving !== undefined && serving.told !== [...toldEntities()].sort().join(),
    stop() {
      stopped = true;
      const message = 'The subscription has ended, because the gateway stops. Subscribe again with "after".';
      for (const { shared } of [...topics.values()])
        shared.end(lastResult('SUBSCRIPTION_INTERRUPTED', message), 'stopping');
    },
  };

  function toldEntities(): ReadonlySet<string> {
    return new Set(feed.meanings.agencies().flatMap((agency) => [...feed.meanings.entitiesOf(agency)]));
  }

  function resolverOf(derived: DerivedSubscription) {
    if (derived.kind === 'entity') {
      const { entity, key: by } = derived;
      return async (_: unknown, given: Readonly<Record<string, unknown>>, asking: OwnGraphContext) => {
        const reference = { __typename: entity, [by.field]: given[by.field] };
        const owner = feed.meanings.agencies().find((agency) => feed.meanings.entitiesOf(agency).has(entity));
        const isThere = !transport || (await mayExist(transport, owner, reference, asking));
        return isThere ? reference : null;
      };
    }
    return async (_: unknown, given: Readonly<Record<string, unknown>>, asking: OwnGraphContext) => {
      if (!transport) throw new Error('there is no transport');
      try {
        const id = await findPerson(transport, String(given[people.argument]), asking);
        if (id === undefined) return null;
        found.set(asking.requestId, id);
        return { __typename: people.type, id };
      } catch (error) {
        // While outcomes is away its journeys' subscribers wait, as those of any subgraph.
        if (error instanceof SubgraphError) {
          const { code, subgraph: serviceName, message } = error;
          throw new GraphQLError(message, { extensions: { code, serviceName } });
        }
        if (!(error instanceof OutcomesError)) throw error;
        throw new GraphQLError(error.message, {
          extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...error.extensions },
        });
      }
    };
  }

  /** Takes a subscription: raises a coded error to refuse it. */
  function subscribe(
    schema: GraphQLSchema,
    derived: ReadonlyMap<string, DerivedSubscription>,
    operation: ResolvedOperation,
    request: GraphqlRequest,
  ): AsyncIterableIterator<SubscriptionResult> | undefined {
    const root = rootField(operation);
    const subscribed = root && derived.get(root.name.value);
    if (!root || !subscribed) return undefined;
    try {
      return begin(schema, subscribed, root, operation, request);
    } catch (error) {
      if (error instanceof GraphQLError) metrics.refused.inc({ code: String(error.extensions['code']) });
      throw error;
    }
  }

  function begin(
    schema: GraphQLSchema,
    derived: DerivedSubscription,
    root: FieldNode,
    { context, variables }: ResolvedOperation,
    request: GraphqlRequest,
  ): AsyncIterableIterator<SubscriptionResult> {
    if (stopped)
      throw refusedSubscription('SUBSCRIPTION_INTERRUPTED', 'The gateway stops. Subscribe again.', 503);
    const field = schema.getSubscriptionType()?.getFields()[root.name.value];
    if (!field) throw new Error('the schema lacks what is subscribed to');
    const { after, ...given } = getArgumentValues(field, root, variables);
    const entity = derived.kind === 'entity' ? entityOf(derived, given) : undefined;
    const cursor = after ?? context.headers.get('last-event-id');
    const present = cursor === undefined || isConcerned(String(cursor), entity);
    const client = clientOf(context);
    requireRoom(client);

    // Those who are alike in all that is known of them share an execution; agencies that decide by more see that of one of them.
    const name = JSON.stringify([
      request.query,
      request.operationName,
      others(variables, root),
      given,
      callerTraits(context.caller),
    ]);
    const topic = topics.get(name) ?? openTopic(name, request, entity, root);
    const subscriber = createSubscriber(bounds.buffer, () => {
      topic.asking.delete(subscriber);
      topic.shared.remove(subscriber);
      expiring.delete(subscriber);
      open -= 1;
      const left = (perClient.get(client) ?? 1) - 1;
      if (left === 0) perClient.delete(client);
      else perClient.set(client, left);
    });
    open += 1;
    perClient.set(client, (perClient.get(client) ?? 0) + 1);
    topic.asking.set(subscriber, context);
    const expiry = expiryOf(context.caller);
    if (expiry !== undefined) {
      expiring.set(subscriber, {
        at: expiry,
        end(last) {
          metrics.ended.inc({ why: 'token' });
          subscriber.end(last, true);
          topic.shared.remove(subscriber);
        },
      });
    }
    topic.shared.add(subscriber, present);
    return subscriber.results;
  }

  function openTopic(
    name: string,
    request: GraphqlRequest,
    entity: string | undefined,
    root: FieldNode,
  ): Topic {
    const asking = new Map<Subscriber, RequestContext>();
    const responseName = (root.alias ?? root.name).value;
    const watch: JourneyWatch = { changed: (moment) => shared.changed(moment) };
    const shared = createSharedSubscription({
      ...{ responseName, seal, metrics, pace: bounds.pace },
      evaluate: () =>
        gate(() => evaluate(request, asking, entity === undefined ? watch : undefined, responseName)),
      positions: () => (entity === undefined ? journeys.settled(feed.positions()) : feed.positions()),
      onEmpty() {
        topics.delete(name);
        metrics.shared.set(topics.size);
        journeys.forget(watch);
        const of = entity === undefined ? undefined : byEntity.get(entity);
        of?.delete(shared);
        if (entity !== undefined && of?.size === 0) byEntity.delete(entity);
      },
    });
    if (entity === undefined) journeys.watch(watch);
    else byEntity.set(entity, (byEntity.get(entity) ?? new Set()).add(shared));
    const topic: Topic = { shared, asking };
    topics.set(name, topic);
    metrics.shared.set(topics.size);
    return topic;
  }

  async function evaluate(
    request: GraphqlRequest,
    asking: ReadonlyMap<Subscriber, RequestContext>,
    watch: JourneyWatch | undefined,
    responseName: string,
  ): Promise<Evaluation> {
    const context = longestLasting(asking);
    if (!context || !answer) return { result: { errors: [] }, gone: false };
    const requestId = randomUUID();
    try {
      const result = await answer(request, { ...context, requestId, event: true });
      const id = found.get(requestId);
      if (watch && id !== undefined) journeys.knows(watch, id);
      const gone = result.data?.[responseName] === null && !result.errors?.length;
      return { result, gone };
    } finally {
      found.delete(requestId);
    }
  }

  /** Of those who may have the same, whoever's token lasts longest asks for all. */
  function longestLasting(asking: ReadonlyMap<Subscriber, RequestContext>): RequestContext | undefined {
    let best: RequestContext | undefined;
    let longest = Number.NEGATIVE_INFINITY;
    for (const context of asking.values()) {
      const lasts = expiryOf(context.caller) ?? Number.POSITIVE_INFINITY;
      if (best !== undefined && lasts <= longest) continue;
      best = context;
      longest = lasts;
    }
    return best;
  }

  function journeyCaller(): Caller | undefined {
    for (const { asking } of topics.values()) {
      const context = longestLasting(asking);
      if (context) return context.caller;
    }
    return undefined;
  }

  /** Whether something has changed since a cursor. Raises where that cannot be told. */
  function isConcerned(cursor: string, entity: string | undefined): boolean {
    const positions = seal.open(cursor);
    if (!positions) {
      const message =
        '"after" is no cursor of this hub: give what a result had in "extensions.cursor", or leave it out to begin with the present state.';
      throw refusedSubscription('CURSOR_INVALID', message, 400);
    }
    const since = recent.since(positions, entity);
    if (since) return since.some(({ about }) => entity !== undefined || about === 'person');
    const message =
      'The changes since this cursor are not kept any more. Subscribe without "after": the first result is the present state.';
    throw refusedSubscription('CURSOR_TOO_OLD', message, 400);
  }

  function requireRoom(client: string): void {
    if ((perClient.get(client) ?? 0) >= bounds.perClient) {
      const message = `A client may have ${bounds.perClient} subscriptions at once; end some of them.`;
      throw refusedSubscription('SUBSCRIPTION_LIMIT', message, 429);
    }
    if (open < bounds.subscriptions) return;
    const message = `This gateway has ${bounds.subscriptions} subscriptions, which is all that it takes; try again later.`;
    throw refusedSubscription('SUBSCRIPTION_LIMIT', message, 503);
  }

  function endExpired(): void {
    const now = Date.now();
    const message =
      'The token has expired, and the subscription with it. Subscribe again with a new token, and with "after" to miss nothing.';
    for (const { at, end } of [...expiring.values()])
      if (at <= now) end(lastResult('UNAUTHENTICATED', message));
  }
}

/** The one field with which a subscription begins; validation has seen to it that there is no other. */
function rootField({ definition, document }: ResolvedOperation): FieldNode | undefined {
  let { selections } = definition.selectionSet;
  for (;;) {
    const [first] = selections;
    if (!first) return undefined;
    if (first.kind === Kind.FIELD) return first;
    if (first.kind === Kind.INLINE_FRAGMENT) ({ selections } = first.selectionSet);
    else {
      const fragment = fragmentsByName(document).get(first.name.value);
      if (!fragment) return undefined;
      ({ selections } = fragment.selectionSet);
    }
  }
}

function entityOf(
  { entity, key }: Extract<DerivedSubscription, { kind: 'entity' }>,
  given: Readonly<Record<string, unknown>>,
): string {
  return entityName(entity, { [key.field]: String(given[key.field]) });
}

/** The variables without that of `after`, by which those who come back do not differ from those who are there. */
function others(variables: Readonly<Record<string, unknown>>, root: FieldNode) {
  const value = root.arguments?.find(({ name }) => name.value === 'after')?.value;
  const name = value?.kind === Kind.VARIABLE ? value.name.value : undefined;
  return Object.entries(variables)
    .filter(([variable]) => variable !== name)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

function clientOf({ caller, address }: RequestContext): string {
  const { kind, id, clientId = '' } = caller;
  return kind === 'anonymous' ? `anonymous ${address ?? ''}` : `${kind} ${id} ${clientId}`;
}

function defined(options: LiveOptions): Partial<Record<keyof LiveOptions, number>> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
