import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubAgencyNames } from '@throughgate/contracts';
import { describe, expect, it } from 'vitest';

// Agencies put codes into their events with titles of their own; event schemas list those that are known.

type Titles = Readonly<Record<string, string>>;
const root = join(import.meta.dirname, '..');

/** Every list of known values in a schema. */
function knownValues(schema: unknown): Titles[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = (schema as { 'x-known-values'?: Titles })['x-known-values'];
  return [...(own ? [own] : []), ...Object.values(schema).flatMap(knownValues)];
}

describe.each(hubAgencyNames)('the open lists in the events of %s', (agency) => {
  it('are known by the titles that the agency gives them', async () => {
    const folder = join(root, 'schemas/events', agency);
    const schemas = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const known = schemas.flatMap((name) =>
      knownValues(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    );
    const module = join(root, 'subgraphs', agency, 'src/records/titles.ts');
    if (known.length === 0 && !existsSync(module)) return;
    const { titles } = (await import(module)) as { titles: Readonly<Record<string, Titles>> };
    const given = Object.values(titles);
    for (const list of known) expect(given).toContainEqual(list);
    for (const list of given) expect(known).toContainEqual(list);
  });
});
