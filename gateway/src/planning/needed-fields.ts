import { fieldSetOf } from '@throughgate/authorization';
import { type DocumentNode, Kind, print, type SelectionNode, visit } from 'graphql';

/** The fields that plans fetch besides what clients select: those of every `@key` and `@requires`. */
export interface NeededFields {
  /** Names of all of them, at any depth. */
  readonly names: ReadonlySet<string>;
  /** Names of those that some `@requires` asks for with arguments. */
  readonly withArguments: ReadonlySet<string>;
  /** What each field with a `@requires` needs, by its coordinate (`Type.field`). */
  readonly requirements: ReadonlyMap<string, readonly Requirement[]>;
}

/** A field that a `@requires` needs. */
export interface Requirement {
  /** Field names from the type that has the `@requires`. */
  readonly path: readonly string[];
  readonly argumentsText: string;
}

/** Reads what keys and `@requires` need from a supergraph. */
export function neededFields(supergraph: DocumentNode): NeededFields {
  const names = new Set<string>();
  const withArguments = new Set<string>();
  const requirements = new Map<string, Requirement[]>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value === 'join__type') addNames(fieldSetOf(directive, 'key'));
    }
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value !== 'join__field') continue;
        const required = fieldSetOf(directive, 'requires');
        addNames(required);
        if (required.length === 0) continue;
        const coordinate = `${definition.name.value}.${field.name.value}`;
        // The same field may have a `@requires` in several subgraphs.
        requirements.set(coordinate, [...(requirements.get(coordinate) ?? []), ...flatten(required, [])]);
      }
    }
  }
  return { names, withArguments, requirements };

  function addNames(selections: readonly SelectionNode[]): void {
    for (const selection of selections) {
      visit(selection, {
        Field({ name, arguments: given }) {
          names.add(name.value);
          if (given?.length) withArguments.add(name.value);
        },
      });
    }
  }
}

function flatten(selections: readonly SelectionNode[], prefix: readonly string[]): Requirement[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const nested = selection.selectionSet?.selections ?? [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return flatten(nested, prefix);
    const path = [...prefix, selection.name.value];
    const argumentsText = (selection.arguments ?? []).map(print).sort().join();
    return [{ path, argumentsText }, ...flatten(nested, path)];
  });
}
