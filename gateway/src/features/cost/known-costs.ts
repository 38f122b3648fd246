import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isScalarType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { type BoundedCache, createBoundedCache } from '../../data/bounded-cache.ts';
import { jsonWithin } from '../../data/json-within.ts';
import type { ResolvedOperation } from '../operation.ts';
import { type CostEstimator, estimateCost } from './estimate-cost.ts';
import type { Variables } from './given-values.ts';

/** Most combinations of values to remember for one operation. */
const mostValues = 100;
/** Longest text of values that is kept. What is nested too deeply for a text is refused when it is coerced. */
const longestKey = 1_000;

interface KnownOperation {
  /** Variables on whose values the cost depends. */
  readonly deciding: readonly string[];
  readonly costs: BoundedCache<number>;
}

/**
 * Makes the function that tells what an operation costs, worked out once for each document and values of those variables that
 * decide: sizes, conditions and what input objects hold. Raises what {@link estimateCost} raises.
 */
export function knownCosts(estimator: CostEstimator): (operation: ResolvedOperation) => number {
  const known = new WeakMap<OperationDefinitionNode, KnownOperation>();
  return ({ document, definition, variables }) => {
    let operation = known.get(definition);
    if (!operation) {
      operation = {
        deciding: decidingVariables(estimator, definition),
        costs: createBoundedCache(mostValues),
      };
      known.set(definition, operation);
    }
    const { deciding, costs } = operation;
    if (deciding.length === 0) return costs.get('') ?? work(costs, '', document, definition, {});
    const key = jsonWithin(
      longestKey,
      deciding.map((name) => variables[name]),
    );
    if (key === undefined) return estimateCost(estimator, document, definition, variables);
    return costs.get(key) ?? work(costs, key, document, definition, variables);
  };

  function work(
    costs: BoundedCache<number>,
    key: string,
    document: DocumentNode,
    definition: OperationDefinitionNode,
    variables: Variables,
  ): number {
    const cost = estimateCost(estimator, document, definition, variables);
    costs.set(key, cost);
    return cost;
  }
}

/** Those that may be a size or a condition, or that weigh something. A name or an identifier decides nothing. */
function decidingVariables(
  { schema, rules }: CostEstimator,
  { variableDefinitions = [] }: OperationDefinitionNode,
): readonly string[] {
  return variableDefinitions.flatMap(({ variable, type }) => {
    const named = namedOf(schema, type);
    if (!named) return [];
    const plain = isScalarType(named) && !['Int', 'Float', 'Boolean'].includes(named.name);
    const decides = isInputObjectType(named) || (isScalarType(named) && !plain) || rules.weight(named.name);
    return decides ? [variable.name.value] : [];
  });
}

type TypeNode = NonNullable<OperationDefinitionNode['variableDefinitions']>[number]['type'];

function namedOf(schema: GraphQLSchema, type: TypeNode) {
  // Its overloads know each kind of node apart, and not all of them together.
  const found = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]);
  return found && getNamedType(found);
}
