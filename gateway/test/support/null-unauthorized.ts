import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

type Json = Readonly<Record<string, unknown>>;

/** Where the type of each object stands in the answer to a document of {@link withTypes}. */
const typeKey = 't__';

/** A document that asks for the type of every object beside what it asks for. */
export function withTypes(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (node) => ({
      ...node,
      selections: [
        ...node.selections,
        {
          kind: Kind.FIELD,
          alias: { kind: Kind.NAME, value: typeKey },
          name: { kind: Kind.NAME, value: '__typename' },
        } satisfies FieldNode,
      ],
    }),
  });
}

/** What a caller who may not have everything is to be answered, worked out of the answer to one who may. */
export interface Reduced {
  readonly data: unknown;
  /** Paths of errors, segments joined by dots. */
  readonly paths: ReadonlySet<string>;
}

/**
 * Takes out of a whole answer what a caller may not have: the specification of what the gateway does, in the simplest way,
 * after the fact and value by value.
 *
 * @param whole the answer to {@link withTypes} of the document
 * @param may whether the caller may have a field that the document selects on a type, as `Type.field`
 */
export function nullUnauthorized(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Json,
  whole: unknown,
  may: (coordinate: string) => boolean,
): Reduced {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  }
  const [operation] = document.definitions as readonly OperationDefinitionNode[];
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) throw new Error('no operation');
  const paths = new Set<string>();
  tell(operation.selectionSet, root, []);
  const start = [{ selectionSet: operation.selectionSet, type: root, lost: false }];
  const data = orNull(() => (whole === null ? null : object(whole as Json, start)));
  return { data, paths };

  interface Place {
    readonly selectionSet: SelectionSetNode;
    /** The type on which it selects. */
    readonly type: GraphQLNamedType;
    /** Whether it is below something that the caller may not have. */
    readonly lost: boolean;
  }

  function object(value: Json, places: readonly Place[]): Json {
    const type = schema.getType(String(value[typeKey]));
    if (!isObjectType(type)) throw new Error(`no type in ${JSON.stringify(value)}`);
    const fields = new Map<string, { readonly node: FieldNode; readonly lost: boolean }[]>();
    for (const place of places) collect(place);
    return Object.fromEntries(
      [...fields].map(([key, nodes]) => {
        const name = nodes[0]?.node.name.value ?? '';
        if (name === '__typename') return [key, type.name];
        const returned = type.getFields()[name]?.type as GraphQLOutputType;
        if (nodes.every(({ lost }) => lost)) return [key, complete(null, returned, [])];
        const below = nodes.flatMap(({ node: { selectionSet }, lost }) =>
          selectionSet ? [{ selectionSet, type: named(returned), lost }] : [],
        );
        return [key, complete(value[key], returned, below)];
      }),
    );

    function collect(place: Place): void {
      for (const selection of place.selectionSet.selections.filter(included)) {
        if (selection.kind === Kind.FIELD) {
          const key = (selection.alias ?? selection.name).value;
          const lost = place.lost || isClosed(place.type, selection);
          fields.set(key, [...(fields.get(key) ?? []), { node: selection, lost }]);
          continue;
        }
        const { selectionSet, condition } = fragmentOf(selection, place.type);
        if (condition === type || (isAbstractType(condition) && schema.isSubType(condition, type as never))) {
          collect({ selectionSet, type: condition, lost: place.lost });
        }
      }
    }
  }

  function complete(value: unknown, type: GraphQLOutputType, places: readonly Place[]): unknown {
    if (isNonNullType(type)) {
      const completed = complete(value, type.ofType, places);
      if (completed === null) throw new Missing();
      return completed;
    }
    if (value === null) return null;
    if (isListType(type)) {
      return orNull(() => (value as readonly unknown[]).map((one) => complete(one, type.ofType, places)));
    }
    return places.length > 0 ? orNull(() => object(value as Json, places)) : value;
  }

  function tell(set: SelectionSetNode, type: GraphQLNamedType, path: readonly string[]): void {
    for (const selection of set.selections.filter(included)) {
      if (selection.kind !== Kind.FIELD) {
        const { selectionSet, condition } = fragmentOf(selection, type);
        tell(selectionSet, condition, path);
        continue;
      }
      const at = [...path, (selection.alias ?? selection.name).value];
      if (isClosed(type, selection)) paths.add(at.join('.'));
      else if (selection.selectionSet && 'getFields' in type) {
        const returned = type.getFields()[selection.name.value]?.type as GraphQLOutputType;
        const lists = String(returned).split('[').length - 1;
        tell(selection.selectionSet, named(returned), [...at, ...Array<string>(lists).fill('@')]);
      }
    }
  }

  function isClosed(type: GraphQLNamedType, { name }: FieldNode): boolean {
    return name.value !== '__typename' && !may(`${type.name}.${name.value}`);
  }

  function included(node: SelectionNode): boolean {
    const given = (directive: typeof GraphQLSkipDirective) =>
      getDirectiveValues(directive, node, variables)?.['if'];
    return given(GraphQLSkipDirective) !== true && given(GraphQLIncludeDirective) !== false;
  }

  function fragmentOf(selection: Exclude<SelectionNode, FieldNode>, type: GraphQLNamedType) {
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) throw new Error('no fragment');
    const name = fragment.typeCondition?.name.value;
    const condition = name === undefined ? type : schema.getType(name);
    if (!condition) throw new Error(`no type ${name}`);
    return { selectionSet: fragment.selectionSet, condition };
  }
}

/** Something is missing that may not be null. */
class Missing extends Error {}

function orNull<Value>(of: () => Value): Value | null {
  try {
    return of();
  } catch (error) {
    if (error instanceof Missing) return null;
    throw error;
  }
}

function named(type: GraphQLOutputType): GraphQLNamedType {
  return isNonNullType(type) || isListType(type) ? named(type.ofType) : type;
}
