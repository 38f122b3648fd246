import { meets, readRequirements } from '@throughgate/authorization';
import { OperatorError } from '@throughgate/service';
import { type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { Counter } from 'prom-client';
import { type BoundedCache, createBoundedCache } from '../../data/bounded-cache.ts';
import { type WithheldFields, withheldFields } from '../../planning/withhold-fields.ts';
import type { FeatureSupergraph, GatewayFeature, SupergraphHooks } from '../gateway-feature.ts';
import type { ResolvedOperation } from '../operation.ts';
import { createCallerClasses, type Policies } from './caller-classes.ts';
import { refusalOfRoot } from './refusal-of-root.ts';
import { type RequiredFields, requiredFields } from './required-fields.ts';

/** How {@link authorization} works. */
export interface AuthorizationOptions {
  /** Whether an issuer vouches for who asks. Without one, no supergraph is served that requires anything of callers. */
  readonly identified: boolean;
  /** Decides `@policy`. @default none holds for anybody: what requires one is withheld */
  readonly policies?: Policies;
}

/** What is known of one operation. */
interface KnownOperation {
  readonly required: RequiredFields;
  /** What is withheld from each class of callers, by its key. */
  readonly withheld: BoundedCache<{ readonly fields: WithheldFields | undefined }>;
}

/** What became of them: a mutation or subscription `refused`, or part of an operation `withheld`. */
type Outcome = 'refused' | 'withheld';

/** Most classes of callers to remember for one operation. */
const mostClasses = 200;

/**
 * The feature that has callers meet what the supergraph requires of them (`@authenticated`, `@requiresScopes`, `@policy`): what
 * a caller may not have is taken out of an operation before it is planned, and a mutation or subscription that begins with such a
 * field is refused. An operation is looked through once, and decided on once for each class of callers.
 *
 * Raises `OperatorError` for a supergraph that requires something while nobody vouches for callers.
 */
export function authorization({ identified, policies }: AuthorizationOptions): GatewayFeature {
  const refusals = new Counter<'outcome'>({
    name: 'gateway_unauthorized_operations_total',
    help: 'Operations that asked for what their caller may not have',
    labelNames: ['outcome'],
    registers: [],
  });
  return {
    name: 'authorization',
    metrics: [refusals],
    onSupergraph(supergraph) {
      const requirements = readRequirements(supergraph.document);
      if (!requirements.any) return {};
      if (identified) {
        return enforce(supergraph, requirements, policies, (outcome) => refusals.inc({ outcome }));
      }
      throw new OperatorError(
        'The supergraph requires something of callers (@authenticated, @requiresScopes, @policy), but nobody vouches for who ' +
          'asks. Set HUB_ISSUER (--issuer) to the URL of the OpenID Connect issuer whose tokens callers have.',
      );
    },
  };
}

function enforce(
  { schema }: FeatureSupergraph,
  requirements: ReturnType<typeof readRequirements>,
  policies: Policies | undefined,
  count: (outcome: Outcome) => void,
): SupergraphHooks {
  const classOf = createCallerClasses(requirements.grants, policies);
  const known = new WeakMap<OperationDefinitionNode, KnownOperation>();

  return {
    onOperation(operation) {
      if (operation.definition.operation === OperationTypeNode.QUERY) return;
      const withheld = withheldFrom(operation);
      const refusal = withheld && refusalOfRoot(schema, operation, withheld);
      if (!refusal) return;
      count('refused');
      throw refusal;
    },
    withhold(operation) {
      const withheld = withheldFrom(operation);
      if (withheld) count('withheld');
      return withheld;
    },
  };

  function withheldFrom(operation: ResolvedOperation): WithheldFields | undefined {
    const { required, withheld } = lookUp(operation);
    if (required.size === 0) return undefined;
    const { key, granted } = classOf(operation.context.caller);
    let found = withheld.get(key);
    if (!found) {
      const refused = [...required].flatMap(([field, needed]) => (meets(needed, granted) ? [] : field));
      found = { fields: refused.length > 0 ? withheldFields(refused) : undefined };
      withheld.set(key, found);
    }
    return found.fields;
  }

  function lookUp({ document, definition }: ResolvedOperation): KnownOperation {
    let operation = known.get(definition);
    if (!operation) {
      const required = requiredFields(schema, document, definition, requirements);
      operation = { required, withheld: createBoundedCache(mostClasses) };
      known.set(definition, operation);
    }
    return operation;
  }
}
