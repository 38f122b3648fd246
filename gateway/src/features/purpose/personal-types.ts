import { namedType, namesOf } from '@throughgate/authorization';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
} from 'graphql';

/** Which parts of a supergraph are about people. */
export interface PersonalParts {
  /** Whether a field is: by itself, by the type that has it or by what it returns. */
  field(parentType: string, field: string): boolean;
  /** Whether an argument is: by itself or by what its input type holds. */
  argument(parentType: string, field: string, argument: string): boolean;
}

interface Part {
  readonly personal: boolean;
  readonly type: string;
}

interface FieldPart extends Part {
  readonly arguments: ReadonlyMap<string, Part>;
}

interface TypePart {
  readonly personal: boolean;
  /** Types that a value of this one may be: implementers and members. */
  readonly possible: string[];
  readonly fields: Map<string, FieldPart>;
}

/**
 * Reads from the classification tags of a supergraph (`data:…`, other than `data:none`) which of its parts are about people.
 * An interface or a union is as soon as one type that a value of it may be is, since that is what comes back; an input type
 * when one of its fields is.
 */
export function personalParts(supergraph: DocumentNode): PersonalParts {
  const tags = new Set(namesOf(supergraph, 'tag'));
  const types = new Map<string, TypePart>();
  for (const definition of supergraph.definitions) read(definition);
  const found = new Map<string, boolean>();

  return {
    field(parentType, field) {
      return known(`${parentType}.${field}`, () => isField(parentType, field));
    },
    argument(parentType, field, argument) {
      const part = types.get(parentType)?.fields.get(field)?.arguments.get(argument);
      return part !== undefined && (part.personal || isInput(part.type));
    },
  };

  function known(key: string, find: () => boolean): boolean {
    let value = found.get(key);
    if (value === undefined) {
      value = find();
      found.set(key, value);
    }
    return value;
  }

  function isField(parentType: string, field: string): boolean {
    const part = types.get(parentType)?.fields.get(field);
    if (isType(parentType) || part?.personal) return true;
    if (part && isType(part.type)) return true;
    return possibleTypes(parentType).some((one) => {
      const implemented = types.get(one)?.fields.get(field);
      return implemented !== undefined && (implemented.personal || isType(implemented.type));
    });
  }

  /** Whether values of a type are about people. */
  function isType(name: string): boolean {
    return known(name, () => [name, ...possibleTypes(name)].some((one) => types.get(one)?.personal === true));
  }

  function possibleTypes(name: string, seen = new Set<string>()): string[] {
    for (const one of types.get(name)?.possible ?? []) {
      if (seen.has(one)) continue;
      seen.add(one);
      possibleTypes(one, seen);
    }
    return [...seen];
  }

  function isInput(name: string, seen = new Set<string>()): boolean {
    const type = types.get(name);
    if (!type || seen.has(name)) return false;
    seen.add(name);
    return type.personal || [...type.fields.values()].some((one) => one.personal || isInput(one.type, seen));
  }

  function read(definition: DocumentNode['definitions'][number]): void {
    if (!('name' in definition) || definition.name === undefined) return;
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION) return;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) return;
    const name = definition.name.value;
    const before = typeOf(name);
    types.set(name, { ...before, personal: before.personal || isTagged(definition.directives) });
    const type = typeOf(name);
    if ('fields' in definition) {
      for (const field of definition.fields ?? []) type.fields.set(field.name.value, fieldOf(field));
    }
    if ('interfaces' in definition) {
      for (const one of definition.interfaces ?? []) typeOf(one.name.value).possible.push(name);
    }
    if ('types' in definition) type.possible.push(...(definition.types ?? []).map((one) => one.name.value));
  }

  function typeOf(name: string): TypePart {
    let type = types.get(name);
    if (!type) {
      type = { personal: false, possible: [], fields: new Map() };
      types.set(name, type);
    }
    return type;
  }

  function fieldOf(field: FieldDefinitionNode | InputValueDefinitionNode): FieldPart {
    const given = field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : [];
    return { ...partOf(field), arguments: new Map(given.map((one) => [one.name.value, partOf(one)])) };
  }

  function partOf({ type, directives }: FieldDefinitionNode | InputValueDefinitionNode): Part {
    return { personal: isTagged(directives), type: namedType(type) };
  }

  function isTagged(directives: readonly ConstDirectiveNode[] = []): boolean {
    return directives.some(({ name, arguments: given = [] }) => {
      if (!tags.has(name.value)) return false;
      const value = given.find((one) => one.name.value === 'name')?.value;
      return value?.kind === Kind.STRING && value.value.startsWith('data:') && value.value !== 'data:none';
    });
  }
}
