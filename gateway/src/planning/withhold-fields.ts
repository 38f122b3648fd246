import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { fragmentsByName } from '../documents/fragments-by-name.ts';
import { deferredName } from './deferred-fragments.ts';

/** Fields of a document that its caller may not have. */
export interface WithheldFields {
  /** As `Type.field`, where the type is the one on which the document selects it: an interface, when it does so there. */
  readonly fields: ReadonlySet<string>;
  /** The same text for the same fields, another for others; one line. */
  readonly key: string;
}

/** Makes {@link WithheldFields} of fields, each as `Type.field`. */
export function withheldFields(coordinates: readonly string[]): WithheldFields {
  const sorted = [...new Set(coordinates)].sort();
  return { fields: new Set(sorted), key: sorted.join() };
}

/** A document without what is withheld, and what that was. */
export interface Narrowed {
  /** The document to plan. A selection set of which nothing is left stays, empty. */
  readonly document: DocumentNode;
  /** The selections of the document that are left out. */
  readonly withheld: ReadonlySet<FieldNode>;
  /** Where they are, as response names with `@` for the elements of a list, each path once; without what is deferred. */
  readonly paths: readonly Path[];
  /** The same of those in deferred fragments, by the fragments' names; a path that is not deferred as well. */
  readonly deferredPaths: ReadonlyMap<string, readonly Path[]>;
}

type Path = readonly string[];

/**
 * Leaves out of a document what is withheld, whatever leads there: fragments of both kinds, aliases, nesting. Type names
 * stay, and so do fragments of which nothing is left: the type of an object decides whether something is missing in it.
 *
 * @param document valid, and without `@skip` and `@include`
 */
export function withholdFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { fields }: WithheldFields,
): Narrowed {
  const withheld = new Set<FieldNode>();
  const types = new TypeInfo(schema);
  const narrowed = visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        if (!fields.has(`${types.getParentType()?.name}.${node.name.value}`)) return undefined;
        withheld.add(node);
        return null;
      },
    }),
  );
  return { document: narrowed, withheld, ...pathsOf(schema, document, operation, withheld) };
}

/** The paths of selections in an operation, wherever the fragments are spread that hold them. */
function pathsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  selected: ReadonlySet<FieldNode>,
): Pick<Narrowed, 'paths' | 'deferredPaths'> {
  const fragments = fragmentsByName(document);
  const paths = new Map<string, Path>();
  const deferred = new Map<string, Map<string, Path>>();
  collect(operation.selectionSet, schema.getRootType(operation.operation), [], paths);
  const deferredPaths = new Map(
    [...deferred].map(([name, found]) => [
      name,
      [...found].flatMap(([key, path]) => (paths.has(key) ? [] : [path])),
    ]),
  );
  return { paths: [...paths.values()], deferredPaths };

  function collect(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined | null,
    path: Path,
    into: Map<string, Path>,
  ): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const at = [...path, (selection.alias ?? selection.name).value];
          if (selected.has(selection)) {
            into.set(at.join('\n'), at);
          } else if (selection.selectionSet && type && 'getFields' in type) {
            const field = type.getFields()[selection.name.value];
            // What is below `__schema` is for everybody.
            if (field) below(selection.selectionSet, field.type as GraphQLOutputType, at, into);
          }
          break;
        }
        case Kind.INLINE_FRAGMENT: {
          const condition = selection.typeCondition?.name.value;
          const name = deferredName(selection);
          const within = name === undefined ? into : (deferred.get(name) ?? new Map<string, Path>());
          if (name !== undefined) deferred.set(name, within);
          const inner = condition === undefined ? type : schema.getType(condition);
          collect(selection.selectionSet, inner, path, within);
          break;
        }
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (fragment)
            collect(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), path, into);
        }
      }
    }
  }

  function below(
    selectionSet: SelectionSetNode,
    type: GraphQLOutputType,
    path: Path,
    into: Map<string, Path>,
  ): void {
    if (isNonNullType(type)) below(selectionSet, type.ofType, path, into);
    else if (isListType(type)) below(selectionSet, type.ofType, [...path, '@'], into);
    else collect(selectionSet, type, path, into);
  }
}
