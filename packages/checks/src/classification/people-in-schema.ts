import { Kind } from 'graphql';
import { directiveArguments } from '../schema-changes/directive-arguments.ts';
import { fieldType } from '../schema-changes/field-type.ts';
import type { SchemaPart, SchemaParts } from '../schema-changes/schema-parts.ts';
import {
  type HolderKind,
  holderKindOf,
  identifiesPerson,
  makesPerson,
  type ValueKind,
} from './judge-name.ts';

/** Says of each field and argument what its holder tells of: for an argument that is what its field returns. */
export function holderKinds(schema: SchemaParts): (part: SchemaPart) => HolderKind {
  const kinds = new Map<string, HolderKind>();
  return ({ holder }) => {
    if (holder === null) return 'other';
    const type = fieldType(schema, holder)?.name ?? holder;
    const kind = kinds.get(type) ?? typeKind(schema, type);
    kinds.set(type, kind);
    return kind;
  };
}

/** Of what a type tells: by its name, by what it is keyed by, and by what it holds. */
function typeKind({ parts, names }: SchemaParts, name: string): HolderKind {
  const type = parts.get(name);
  const byName = holderKindOf(name);
  if (byName === 'person' || !type) return byName;
  const keys = type.nodes.flatMap((node) => directiveArguments(node, names.namesOf('key'), 'fields'));
  const fields = type.members.map((coordinate) => nameOf(coordinate));
  return keys.some(identifiesPerson) || fields.some(makesPerson) ? 'person' : byName;
}

/** What values a field, argument or input field has. */
export function valueKind(schema: SchemaParts, { coordinate }: SchemaPart): ValueKind {
  const name = fieldType(schema, coordinate)?.name ?? '';
  if (name === 'Boolean') return 'truth';
  if (name === 'Int' || name === 'Float') return 'number';
  const [node] = schema.parts.get(name)?.nodes ?? [];
  if (node === undefined) return 'text';
  if (node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_EXTENSION) return 'code';
  if (node.kind !== Kind.SCALAR_TYPE_DEFINITION) return 'record';
  return /Date|Time|Instant/.test(name) ? 'date' : 'text';
}

/** Last name of a coordinate: `a` of `T.f(a:)`, `f` of `T.f`. */
export function nameOf(coordinate: string): string {
  return coordinate.split(/[.(:)]+/).findLast((name) => name !== '') ?? coordinate;
}
