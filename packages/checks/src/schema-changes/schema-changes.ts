import { type SchemaPart, type SchemaParts, signatureOf } from './schema-parts.ts';

/** What is new in a schema, by coordinate. */
export interface SchemaChanges {
  /** Parts that were not there before. */
  readonly added: ReadonlySet<string>;
  /** Parts that are new or read differently, whatever happened to their members. */
  readonly changed: ReadonlySet<string>;
  /** Parts that changed or in which anything, at any depth, changed or was removed. */
  readonly touched: ReadonlySet<string>;
}

/** Compares a schema with the one before it; without one, all of it is new. */
export function schemaChanges(before: SchemaParts | undefined, after: SchemaParts): SchemaChanges {
  const old: ReadonlyMap<string, SchemaPart> = before?.parts ?? new Map();
  const added = new Set<string>();
  const changed = new Set<string>();
  const touched = new Set<string>();
  const touch = (part: SchemaPart | undefined): void => {
    for (let at = part; at; at = holderOf(at, after, old)) touched.add(at.coordinate);
  };
  for (const part of after.parts.values()) {
    const known = old.get(part.coordinate);
    if (known && signatureOf(known) === signatureOf(part)) continue;
    if (!known) added.add(part.coordinate);
    changed.add(part.coordinate);
    touch(part);
  }
  for (const part of old.values()) if (!after.parts.has(part.coordinate)) touch(part);
  return { added, changed, touched };
}

function holderOf(
  { holder }: SchemaPart,
  after: SchemaParts,
  old: ReadonlyMap<string, SchemaPart>,
): SchemaPart | undefined {
  return holder === null ? undefined : (after.parts.get(holder) ?? old.get(holder));
}
