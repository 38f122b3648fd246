import { type ConstDirectiveNode, type DocumentNode, Kind, type TypeNode } from 'graphql';
import { appliedNames, type DirectiveName } from './directive-names.ts';
import { both, closed, type Grant, normalised, open, type Requirement } from './requirement.ts';

/**
 * What a schema requires, by the rules of Apollo Federation's `@authenticated`, `@requiresScopes` and `@policy`: of a list of
 * lists, one inner list must hold whole; of directives on a field, on the type that has it and on the type that it returns,
 * all must hold. A field of an interface requires what the field requires in every type that implements it, since nobody knows
 * beforehand which of them answers (CVE-2025-64530).
 */
export interface Requirements {
  /** Whether anything is required anywhere. */
  readonly any: boolean;
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
  readonly fields: Map<string, { own: Requirement; returns: string }>;
}

/** Reads what a supergraph or a subgraph requires, under whatever names it applies the directives. */
export function readRequirements(document: DocumentNode): Requirements {
  const names = appliedNames(document);
  const types = new Map<string, KnownType>();
  let any = false;

  const requirementOf = (directives: readonly ConstDirectiveNode[] = []): Requirement =>
    directives.reduce((known, directive) => {
      const name = names.get(directive.name.value);
      if (name === undefined) return known;
      any = true;
      return both(known, requirementOfDirective(name, directive));
    }, open);

  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION: {
        const type = typeOf(definition.name.value);
        type.own = both(type.own, requirementOf(definition.directives));
        type.isInterface ||=
          definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
          definition.kind === Kind.INTERFACE_TYPE_EXTENSION;
        for (const { name } of definition.interfaces ?? []) type.interfaces.add(name.value);
        for (const { name, directives, type: returned } of definition.fields ?? []) {
          const own = both(type.fields.get(name.value)?.own ?? open, requirementOf(directives));
          type.fields.set(name.value, { own, returns: namedType(returned) });
        }
        break;
      }
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_EXTENSION:
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION: {
        const type = typeOf(definition.name.value);
        type.own = both(type.own, requirementOf(definition.directives));
        break;
      }
      default:
    }
  }

  const implementers = new Map<string, string[]>();
  for (const [name, { interfaces }] of types) {
    for (const one of interfaces) implementers.set(one, [...(implementers.get(one) ?? []), name]);
  }
  const known = new Map<string, Requirement>();

  return {
    any,
    ofType: (type) => types.get(type)?.own ?? open,
    ownOfField: (type, field) => types.get(type)?.fields.get(field)?.own ?? open,
    ofField(type, field) {
      const key = `${type}.${field}`;
      let requirement = known.get(key);
      if (requirement === undefined) {
        requirement = ofField(type, field);
        known.set(key, requirement);
      }
      return requirement;
    },
  };

  function ofField(type: string, field: string): Requirement {
    const found = types.get(type);
    const declared = found?.fields.get(field);
    const returned = declared ? (types.get(declared.returns)?.own ?? open) : open;
    const here = both(both(found?.own ?? open, declared?.own ?? open), returned);
    if (!found?.isInterface) return here;
    // Interfaces that implement it add nothing: the objects below them implement it too.
    return (implementers.get(type) ?? []).reduce((sum, one) => both(sum, ofField(one, field)), here);
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

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
