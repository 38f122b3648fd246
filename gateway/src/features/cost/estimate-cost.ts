import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsByName } from '../../documents/fragments-by-name.ts';
import { costOfInput } from './cost-of-input.ts';
import type { CostRules, ListSize } from './cost-rules.ts';
import { argumentValue, isIncluded, type Variables, withDefaults } from './given-values.ts';
import { listSizeOfField } from './list-size-of-field.ts';

/** What an estimate is made from. */
export interface CostEstimator {
  readonly schema: GraphQLSchema;
  readonly rules: CostRules;
  /** Entries of a list of which nothing is known. */
  readonly listSize: number;
}

/** What any mutation costs beside what it selects, as in Apollo's routers. */
const costOfMutation = 10;

/** How many entries some fields of an object have, by what was given to the field that returned it. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: number;
}

/**
 * Estimates what an operation costs at most, before anything is fetched, by IBM's cost specification as Apollo has it: an
 * object costs 1 and a leaf nothing, unless `@cost` says otherwise; each entry of a list as much; a mutation 10 beforehand. Where an object may be of one
 * of several types, the dearest counts. What is selected twice in one place is fetched once, and counts so. Introspection is free.
 *
 * @param given variables as the client sent them
 * @returns a whole number, at most 2⁵³ − 1
 *
 * Raises a `GraphQLError` with code `COST_SLICING_ARGUMENT_REQUIRED` where a list must be sized by exactly one of its arguments and
 * is not.
 */
export function estimateCost(
  { schema, rules, listSize }: CostEstimator,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
): number {
  const variables = withDefaults(operation, given);
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const fragments = fragmentsByName(document);
  // Many types of a union spread the same fragments, and many places the same fields.
  const known = new Map<string, number>();
  const numbers = new Map<SelectionSetNode, number>();
  const total = ofObject(root, [operation.selectionSet], undefined);
  const base = operation.operation === OperationTypeNode.MUTATION ? costOfMutation : 0;
  return Math.min(Math.max(0, Math.ceil(base + total)), Number.MAX_SAFE_INTEGER);

  function ofSelections(type: string, sets: readonly SelectionSetNode[], sized: Sized | undefined): number {
    const key = `${type} ${sets.map(numberOf).join()} ${sized ? `${sized.fields.join()} ${sized.size}` : ''}`;
    let cost = known.get(key);
    if (cost === undefined) {
      const returned = schema.getType(type);
      cost = isObjectType(returned) ? ofObject(returned, sets, sized) : 0;
      if (isAbstractType(returned)) {
        for (const possible of schema.getPossibleTypes(returned))
          cost = Math.max(cost, ofSelections(possible.name, sets, sized));
      }
      known.set(key, cost);
    }
    return cost;
  }

  function ofObject(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    sized: Sized | undefined,
  ): number {
    const selected = new Map<string, FieldNode[]>();
    for (const set of sets) collect(type, set, selected);
    const fields = type.getFields();
    let cost = 0;
    for (const nodes of selected.values()) {
      const field = fields[nodes[0]?.name.value ?? ''];
      if (field) cost += ofField(type, field, nodes, sized);
    }
    return cost;
  }

  function ofField(
    type: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    sized: Sized | undefined,
  ): number {
    const [node] = nodes;
    if (!node) return 0;
    const owners = [type.name, ...type.getInterfaces().map(({ name }) => name)];
    const stated = listSizeOfField(field, owners, rules);
    const size = stated && sizeBy(stated, field, node, `${type.name}.${field.name}`);
    const returned = getNamedType(field.type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const below = stated?.sized.length ? { fields: stated.sized, size: size ?? listSize } : undefined;
    const each = firstOf(owners.map((owner) => rules.weight(`${owner}.${field.name}`)));
    const own = each ?? rules.weight(returned.name) ?? (isCompositeType(returned) ? 1 : 0);
    const entries = isListType(getNullableType(field.type))
      ? ((sized?.fields.includes(field.name) ? sized.size : undefined) ??
        (below ? undefined : size) ??
        listSize)
      : 1;
    let ofArguments = 0;
    for (const argument of field.args) {
      const value = argumentValue(node, argument, variables);
      if (value === undefined) continue;
      const weight = firstOf(owners.map((owner) => rules.weight(`${owner}.${field.name}.${argument.name}`)));
      ofArguments += costOfInput(argument.type, value, weight, rules);
    }
    return entries * (own + ofSelections(returned.name, sets, below)) + ofArguments;
  }

  /** How many entries the arguments ask for; the assumed number where they do not say. */
  function sizeBy(
    { assumed, slicing, requireOne }: ListSize,
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    coordinate: string,
  ): number | undefined {
    const sizes: number[] = [];
    let written = 0;
    for (const name of slicing) {
      const argument = field.args.find((one) => one.name === name);
      if (!argument) continue;
      const value = argumentValue(node, argument, variables);
      if (node.arguments?.some((one) => one.name.value === name) && typeof value === 'number') written += 1;
      if (typeof value === 'number' && Number.isFinite(value)) sizes.push(Math.max(0, value));
    }
    // A default that the schema has is as good as an argument that is given.
    if (requireOne && written !== 1 && !(written === 0 && sizes.length === 1)) {
      throw new GraphQLError(`"${coordinate}" must be given exactly one of ${slicing.join(', ')}.`, {
        nodes: node,
        extensions: { code: 'COST_SLICING_ARGUMENT_REQUIRED', arguments: slicing },
      });
    }
    return sizes.length > 0 ? Math.max(...sizes) : assumed;
  }

  function collect(type: GraphQLObjectType, set: SelectionSetNode, into: Map<string, FieldNode[]>): void {
    for (const selection of set.selections) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const same = into.get(key);
        if (same) same.push(selection);
        else into.set(key, [selection]);
        continue;
      }
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : (fragments.get(selection.name.value) ?? {});
      if (selectionSet && applies(typeCondition?.name.value, type)) collect(type, selectionSet, into);
    }
  }

  function applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const abstract = schema.getType(condition);
    return isAbstractType(abstract) && schema.isSubType(abstract, type);
  }

  function numberOf(set: SelectionSetNode): number {
    const number = numbers.get(set) ?? numbers.size;
    numbers.set(set, number);
    return number;
  }
}

function firstOf(values: readonly (number | undefined)[]): number | undefined {
  return values.find((value) => value !== undefined);
}
