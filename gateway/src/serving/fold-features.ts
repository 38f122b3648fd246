import type { GraphQLError } from 'graphql';
import type { Executor } from '../executor/executor.ts';
import type { FeatureSupergraph, GatewayFeature, SupergraphHooks } from '../features/gateway-feature.ts';
import { withheldFields } from '../planning/withhold-fields.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';

type Hook<Name extends keyof SupergraphHooks> = NonNullable<SupergraphHooks[Name]>;

/** The hooks of all features on one supergraph, each kind as one. */
export interface FoldedHooks {
  /** Absent where no feature knows any. */
  readonly documentOf: Hook<'documentOf'> | undefined;
  readonly checkDocument: (query: string) => GraphQLError | undefined;
  /** In the order in which they are to be called: the outermost first. */
  readonly onOperation: readonly Hook<'onOperation'>[];
  readonly withhold: Hook<'withhold'>;
  /** Absent where no feature answers subscriptions. */
  readonly subscribe: Hook<'subscribe'> | undefined;
  /** Absent where no feature has any. */
  readonly extensions: Hook<'extensions'> | undefined;
  /** In the order in which they are to be called: the innermost first. */
  readonly onAnswer: readonly Hook<'onAnswer'>[];
  readonly onEnd: Hook<'onEnd'>;
  readonly wrapTransport: (network: SubgraphTransport) => SubgraphTransport;
  readonly wrapExecutor: (executor: Executor) => Executor;
  readonly onPlanLookup: Hook<'onPlanLookup'>;
  readonly onFetchFailure: Hook<'onFetchFailure'>;
  readonly onBadValues: Hook<'onBadValues'>;
}

/**
 * Folds what features do with a supergraph, once for each supergraph. A feature costs nothing where it has no hook.
 * Raises whatever a feature raises to refuse the supergraph.
 */
export function foldFeatures(
  features: readonly GatewayFeature[],
  supergraph: FeatureSupergraph,
): FoldedHooks {
  const given = features.flatMap((feature) => feature.onSupergraph?.(supergraph) ?? []);
  const checks = given.flatMap((hooks) => hooks.checkDocument?.bind(hooks) ?? []);
  const executors = given.flatMap((hooks) => hooks.wrapExecutor?.bind(hooks) ?? []);
  const wrappers = given.flatMap((hooks) => hooks.wrapTransport?.bind(hooks) ?? []);
  return {
    documentOf: firstDocument(given.flatMap((hooks) => hooks.documentOf?.bind(hooks) ?? [])),
    checkDocument(query) {
      for (const check of checks) {
        const error = check(query);
        if (error) return error;
      }
      return undefined;
    },
    onOperation: given.flatMap((hooks) => hooks.onOperation?.bind(hooks) ?? []),
    withhold: withheldByAny(given.flatMap((hooks) => hooks.withhold?.bind(hooks) ?? [])),
    subscribe: firstThatSubscribes(given.flatMap((hooks) => hooks.subscribe?.bind(hooks) ?? [])),
    extensions: allExtensions(given.flatMap((hooks) => hooks.extensions?.bind(hooks) ?? [])),
    onAnswer: given.flatMap((hooks) => hooks.onAnswer?.bind(hooks) ?? []).reverse(),
    onEnd: tellAll(given.flatMap((hooks) => hooks.onEnd?.bind(hooks) ?? [])),
    wrapTransport: (network) => wrappers.reduce((inner, wrap) => wrap(inner), network),
    wrapExecutor: (executor) => executors.reduceRight((inner, wrap) => wrap(inner), executor),
    onPlanLookup: tellAll(given.flatMap((hooks) => hooks.onPlanLookup?.bind(hooks) ?? [])),
    onFetchFailure: tellAll(given.flatMap((hooks) => hooks.onFetchFailure?.bind(hooks) ?? [])),
    onBadValues: tellAll(given.flatMap((hooks) => hooks.onBadValues?.bind(hooks) ?? [])),
  };
}

function firstDocument(hooks: readonly Hook<'documentOf'>[]): Hook<'documentOf'> | undefined {
  const [only] = hooks;
  if (hooks.length < 2) return only;
  return (request, context) => {
    for (const hook of hooks) {
      const text = hook(request, context);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

function firstThatSubscribes(hooks: readonly Hook<'subscribe'>[]): Hook<'subscribe'> | undefined {
  const [only] = hooks;
  if (hooks.length < 2) return only;
  return async (operation, run) => {
    for (const hook of hooks) {
      const results = await hook(operation, run);
      if (results) return results;
    }
    return undefined;
  };
}

function allExtensions(hooks: readonly Hook<'extensions'>[]): Hook<'extensions'> | undefined {
  const [only] = hooks;
  if (hooks.length < 2) return only;
  return (operation) => {
    const given = hooks.map((hook) => hook(operation)).filter((one) => one !== undefined);
    return given.length > 0 ? Object.assign({}, ...given) : undefined;
  };
}

/** Makes one of several hooks that are only told; of a single one it is that itself. */
function tellAll<Given extends unknown[]>(
  hooks: readonly ((...given: Given) => void)[],
): (...given: Given) => void {
  const [only] = hooks;
  if (only && hooks.length === 1) return only;
  return (...given) => {
    for (const hook of hooks) hook(...given);
  };
}

/** Withholds what any of several features does. */
function withheldByAny(hooks: readonly Hook<'withhold'>[]): Hook<'withhold'> {
  const [only] = hooks;
  if (!only) return () => undefined;
  if (hooks.length === 1) return only;
  return (operation) => {
    const given = hooks.map((hook) => hook(operation)).filter((one) => one !== undefined);
    return given.length > 1 ? withheldFields(given.flatMap(({ fields }) => [...fields])) : given[0];
  };
}
