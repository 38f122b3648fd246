import { type ConstDirectiveNode, type DocumentNode, Kind, type SelectionNode } from 'graphql';
import { appliedNames, type DirectiveName } from './directive-names.ts';
import { fieldSetOf } from './field-set.ts';
import { namedType } from './named-type.ts';
import { both, closed, type Grant, implies, normalised, open, type Requirement } from './requirement.ts';

/**
 * What a schema requires, by the rules of Apollo Federation's `@authenticated`, `@requiresScopes` and `@policy`: of a list of
 * lists, one inner list must hold whole; of directives on a field, on the type that has it and on the type that it returns,
 * all must hold.
 *
 * - A field of an interface requires what the field requires in every type that implements it, since nobody knows
 *   beforehand which of them answers (CVE-2025-64173).
 * - What an interface of a supergraph requires beyond that, somebody wrote on the interface itself, which composition allowed
 *   once: then the types that implement it require it, too (CVE-2025-64530). What composition copied there from all
 *   implementers is no requirement of each.
 * - In a supergraph, a field with a `@requires` requires what the fields require that it needs, and those that they need in
 *   turn: what is computed of protected data tells of it (GHSA-m8jr-fxqx-8xx6). Composition refuses a field that does not
 *   say so itself.
 */
export interface Requirements {
  /** Whether anything is required anywhere. */
  readonly any: boolean;
  /** Everything that is named as required anywhere. */
  readonly grants: ReadonlySet<Grant>;
  /** What the type itself requires: an object, scalar or enum; {@link open} for any other. */
  ofType(type: string): Requirement;
  /** What selecting a field requires: by itself, by the type that has it, and by the type that it returns. */
  ofField(type: string, field: string): Requirement;
  /** What a field adds by itself, without the types around it. */
  ownOfField(type: string, field: string): Requirement;
}

/** A type as far as requirements go. */
interface KnownType {
  own: Requirement;
  isInterface: boolean;
  readonly interfaces: Set<string>;
  readonly fields: Map<string, KnownField>;
}

interface KnownField {
  readonly own: Requirement;
  readonly returns: string;
  /** What its `@requires` needs, from the type that has the field. */
  readonly needs: readonly SelectionNode[];
}

/** Reads what a supergraph or a subgraph requires, under whatever names it applies the directives. */
export function readRequirements(document: DocumentNode): Requirements {
  const names = appliedNames(document);
  const types = new Map<string, KnownType>();
  const grants = new Set<Grant>();
  let any = false;

  const requirementOf = (directives: readonly ConstDirectiveNode[] = []): Requirement =>
    directives.reduce((known, directive) => {
      const name = names.get(directive.name.value);
      if (name === undefined) return known;
      any = true;
      const required = requirementOfDirective(name, directive);
      for (const grant of required.flat()) grants.add(grant);
      return both(known, required);
    }, open);

  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_EXTENSION:
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION:
        break;
      default:
        continue;
    }
    const type = typeOf(definition.name.value);
    type.own = both(type.own, requirementOf(definition.directives));
    if (!('fields' in definition)) continue;
    type.isInterface ||=
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_EXTENSION;
    for (const { name } of definition.interfaces ?? []) type.interfaces.add(name.value);
    for (const { name, directives, type: returned } of definition.fields ?? []) {
      const before = type.fields.get(name.value);
      const own = both(before?.own ?? open, requirementOf(directives));
      const needs = [...(before?.needs ?? []), ...neededBy(directives)];
      type.fields.set(name.value, { own, returns: namedType(returned), needs });
    }
  }

  const implementers = new Map<string, string[]>();
  for (const [name, { interfaces }] of types) {
    for (const one of interfaces) implementers.set(one, [...(implementers.get(one) ?? []), name]);
  }
  const known = new Map<string, Requirement>();

  return {
    any,
    grants,
    ofType,
    ownOfField: (type, field) => types.get(type)?.fields.get(field)?.own ?? open,
    ofField(type, field) {
      const key = `${type}.${field}`;
      let requirement = known.get(key);
      if (requirement === undefined) {
        requirement = ofField(type, field, new Set());
        known.set(key, requirement);
      }
      return requirement;
    },
  };

  /** @param counted fields, as `Type.field`, that count already: each counts once, and rings of `@requires` end */
  function ofField(type: string, field: string, counted: Set<string>): Requirement {
    const key = `${type}.${field}`;
    const declared = types.get(type)?.fields.get(field);
    if (!declared || counted.has(key)) return open;
    counted.add(key);
    const parts = [
      ofType(type),
      ofType(declared.returns),
      declared.own,
      ...interfacesOf(type).map((one) => surplus(one, (of) => of.fields.get(field)?.own ?? open)),
      ofSelections(type, declared.needs, counted),
    ];
    if (types.get(type)?.isInterface) {
      for (const one of implementersOf(type)) parts.push(ofField(one, field, counted));
    }
    return parts.reduce(both, open);
  }

  function ofSelections(
    type: string,
    selections: readonly SelectionNode[],
    counted: Set<string>,
  ): Requirement {
    return selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum;
      const below = selection.selectionSet?.selections ?? [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return both(sum, ofSelections(selection.typeCondition?.name.value ?? type, below, counted));
      }
      const name = selection.name.value;
      const returns = types.get(type)?.fields.get(name)?.returns ?? '';
      return both(sum, both(ofField(type, name, counted), ofSelections(returns, below, counted)));
    }, open);
  }

  function ofType(name: string): Requirement {
    const type = types.get(name);
    if (!type) return open;
    const own = type.isInterface ? surplus(name, (of) => of.own) : type.own;
    return interfacesOf(name).reduce(
      (sum, one) =>
        both(
          sum,
          surplus(one, (of) => of.own),
        ),
      own,
    );
  }

  /** What an interface requires that not all the objects that implement it require by themselves. */
  function surplus(name: string, ownOf: (type: KnownType) => Requirement): Requirement {
    const type = types.get(name);
    const own = type ? ownOf(type) : open;
    if (own === open) return open;
    const objects = implementersOf(name).flatMap((one) => types.get(one) ?? []);
    const all = objects.filter(({ isInterface }) => !isInterface).map(ownOf);
    return all.length > 0 && implies(all.reduce(both), own) ? open : own;
  }

  function interfacesOf(type: string): readonly string[] {
    return [...(types.get(type)?.interfaces ?? [])];
  }

  function implementersOf(type: string): readonly string[] {
    return implementers.get(type) ?? [];
  }

  function typeOf(name: string): KnownType {
    let type = types.get(name);
    if (!type) {
      type = { own: open, isInterface: false, interfaces: new Set(), fields: new Map() };
      types.set(name, type);
    }
    return type;
  }
}

/**
 * What one application of a directive requires. An empty list, or an empty list within one, is met by nobody: whoever wrote
 * a rule meant to close something.
 */
function requirementOfDirective(name: DirectiveName, directive: ConstDirectiveNode): Requirement {
  if (name === 'authenticated') return [['@authenticated']];
  const [argument, prefix] = name === 'requiresScopes' ? ['scopes', 'scope'] : ['policies', 'policy'];
  const value = directive.arguments?.find((one) => one.name.value === argument)?.value;
  if (value?.kind !== Kind.LIST) return closed;
  const alternatives = value.values.map((inner): Grant[] =>
    inner.kind === Kind.LIST
      ? inner.values.map((one): Grant => `${prefix}:${one.kind === Kind.STRING ? one.value : ''}` as Grant)
      : inner.kind === Kind.STRING
        ? [`${prefix}:${inner.value}` as Grant]
        : [],
  );
  return normalised(alternatives.filter(({ length }) => length > 0));
}

/** What a field of a supergraph needs of others in its place: the `@requires` of each subgraph that has it. */
function neededBy(directives: readonly ConstDirectiveNode[] = []): readonly SelectionNode[] {
  return directives
    .filter(({ name }) => name.value === 'join__field')
    .flatMap((directive) => fieldSetOf(directive, 'requires'));
}
