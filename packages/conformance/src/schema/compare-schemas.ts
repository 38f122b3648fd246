import { type Definition, definitionsOf } from './definitions.ts';

/** One way in which a served schema differs from the published one. */
export interface SchemaDifference {
  readonly coordinate: string;
  readonly message: string;
  /** Where the published schema has it; `undefined` when it does not. */
  readonly published: Definition | undefined;
}

/**
 * The coordinates at which two subgraph schemas differ in meaning; of a type that is missing as a whole only the
 * type. Raises a GraphQLError when one of them cannot be parsed.
 */
export function compareSchemas(published: string, served: string): SchemaDifference[] {
  const before = definitionsOf(published);
  const after = definitionsOf(served);
  const differences: SchemaDifference[] = [];
  for (const coordinate of new Set([...before.keys(), ...after.keys()])) {
    const expected = before.get(coordinate);
    const found = after.get(coordinate);
    if (expected?.text === found?.text) continue;
    const parent = parentOf(coordinate);
    if (parent !== undefined && before.has(parent) !== after.has(parent)) continue;
    differences.push({ coordinate, message: told(coordinate, expected, found), published: expected });
  }
  return differences;
}

function told(coordinate: string, expected: Definition | undefined, found: Definition | undefined): string {
  if (!found) return `${coordinate} is published, but the subgraph does not serve it.`;
  if (!expected) return `The subgraph serves ${coordinate}, which is not published.`;
  return `${coordinate} is published as \`${expected.text}\` and served as \`${found.text}\`.`;
}

/** `Tenancy.rent(currency:)` → `Tenancy.rent` → `Tenancy`; a directive's argument belongs to the directive. */
function parentOf(coordinate: string): string | undefined {
  if (coordinate.startsWith('@') && !coordinate.endsWith(':)')) return undefined;
  const end = coordinate.endsWith(':)') ? coordinate.lastIndexOf('(') : coordinate.lastIndexOf('.');
  return end > 0 ? coordinate.slice(0, end) : undefined;
}
