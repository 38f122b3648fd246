import { namesOf } from '@throughgate/authorization';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql';

/** How many entries a list is taken to have, as `@listSize` says. */
export interface ListSize {
  /** Entries where no slicing argument says. */
  readonly assumed: number | undefined;
  /** Arguments that say how many; the largest counts. */
  readonly slicing: readonly string[];
  /** Fields of the returned type that have so many entries; without any, the field itself. */
  readonly sized: readonly string[];
  /** Whether exactly one of the slicing arguments must be given. */
  readonly requireOne: boolean;
}

/** What a supergraph says of what its parts cost, by `@cost` and `@listSize`. */
export interface CostRules {
  /** The weight of an object, scalar or enum, of a field as `Type.field`, or of an argument as `Type.field.argument`. */
  weight(coordinate: string): number | undefined;
  /** The size of the list that a field `Type.field` returns. */
  listSize(coordinate: string): ListSize | undefined;
}

/**
 * Reads what a supergraph says of costs, under whatever names it applies the directives of
 * https://specs.apollo.dev/cost/v0.1, Apollo's form of IBM's cost specification (https://ibm.github.io/graphql-specs/cost-spec.html).
 */
export function readCostRules(document: DocumentNode): CostRules {
  const costNames: ReadonlySet<string> = new Set(namesOf(document, 'cost'));
  const listSizeNames: ReadonlySet<string> = new Set(namesOf(document, 'listSize', 'cost'));
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();

  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_DEFINITION:
        weigh(definition.name.value, definition.directives);
        break;
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
        const type = definition.name.value;
        weigh(type, definition.directives);
        for (const field of definition.fields ?? []) read(`${type}.${field.name.value}`, field);
      }
    }
  }
  return { weight: (coordinate) => weights.get(coordinate), listSize: (coordinate) => sizes.get(coordinate) };

  function read(coordinate: string, field: FieldDefinitionNode | InputValueDefinitionNode): void {
    weigh(coordinate, field.directives);
    for (const directive of field.directives ?? []) {
      if (listSizeNames.has(directive.name.value)) sizes.set(coordinate, listSizeOf(directive));
    }
    if (field.kind !== Kind.FIELD_DEFINITION) return;
    for (const { name, directives } of field.arguments ?? [])
      weigh(`${coordinate}.${name.value}`, directives);
  }

  function weigh(coordinate: string, directives: readonly ConstDirectiveNode[] = []): void {
    for (const directive of directives) {
      if (!costNames.has(directive.name.value)) continue;
      const { weight } = argumentsOf(directive);
      if (Number.isFinite(Number(weight))) weights.set(coordinate, Number(weight));
    }
  }
}

function listSizeOf(directive: ConstDirectiveNode): ListSize {
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } = argumentsOf(directive);
  const slicing = texts(slicingArguments);
  return {
    assumed: typeof assumedSize === 'number' ? assumedSize : undefined,
    slicing,
    sized: texts(sizedFields),
    requireOne: slicing.length > 0 && requireOneSlicingArgument !== false,
  };
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
