import { Kind } from 'graphql';
import { hasDirective } from '../schema-changes/directive-arguments.ts';
import { fieldType } from '../schema-changes/field-type.ts';
import type { SchemaPart, SchemaParts } from '../schema-changes/schema-parts.ts';
import type { DataClass } from './data-class.ts';
import { judgeName, judgeTypeName } from './judge-name.ts';
import { holderKinds, nameOf, valueKind } from './people-in-schema.ts';

/** A field, argument or input field that could tell of a person. */
export interface Expectation {
  readonly part: SchemaPart;
  readonly expects: Exclude<DataClass, 'none'>;
  /** Whether the name of its type says so, or only its own. */
  readonly because: 'name' | 'type';
  /** Coordinates of the parts whose classification holds for it: the first that has one says. */
  readonly classifiedBy: readonly string[];
  /** Coordinates of parts that together classify it, where each of them is classified: the fields of a record. */
  readonly orByAllOf: readonly string[];
}

/** Names of fields that tell nothing of what they are fields of. */
const technical = new Set(['id', 'idempotencyKey', 'cursor']);

/** Everything in a schema that should be classified, in the order of the file. */
export function expectations(schema: SchemaParts): Expectation[] {
  const holderOf = holderKinds(schema);
  const external = schema.names.namesOf('external');
  return [...schema.parts.values()].flatMap((part) => {
    const [node] = part.nodes;
    if (node?.kind !== Kind.FIELD_DEFINITION && node?.kind !== Kind.INPUT_VALUE_DEFINITION) return [];
    // Composition refuses a tag on a field that another subgraph owns, and classifies.
    if (part.holder === null || part.holder.startsWith('@') || hasDirective(node, external)) return [];
    const name = nameOf(part.coordinate);
    const value = valueKind(schema, part);
    const byName = judgeName({ name, holder: holderOf(part), value });
    const byType = value === 'record' || technical.has(name) ? undefined : judgeTypeName(part.holder);
    const expects = byName ?? byType;
    if (!expects) return [];
    const written = fieldType(schema, part.coordinate)?.name ?? '';
    // Built-in scalars are nobody’s to classify.
    const type = schema.parts.has(written) ? written : undefined;
    return [
      {
        part,
        expects,
        because: expects === byType ? 'type' : 'name',
        classifiedBy: [part.coordinate, ...(type === undefined ? [] : [type]), ...holdersOf(schema, part)],
        orByAllOf: value === 'record' && type !== undefined ? valuesOf(schema, type) : [],
      },
    ];
  });
}

function holdersOf(schema: SchemaParts, { holder }: SchemaPart): string[] {
  const above = holder === null ? undefined : schema.parts.get(holder);
  return above ? [above.coordinate, ...holdersOf(schema, above)] : [];
}

function valuesOf(schema: SchemaParts, type: string): string[] {
  const members = schema.parts.get(type)?.members ?? [];
  return members.filter((coordinate) => {
    const member = schema.parts.get(coordinate);
    return member && valueKind(schema, member) !== 'record' && !technical.has(nameOf(coordinate));
  });
}
