import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubAgencyNames, subgraphSdl } from '@throughgate/contracts';
import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';

// Event schemas list the codes that are known, with titles. Rules put codes into events with the titles of `titles.ts`; facts
// take those of the schema.

type Titles = Readonly<Record<string, string>>;
const root = join(import.meta.dirname, '..');

/** Every list of known values in a schema. */
function knownValues(schema: unknown): Titles[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = (schema as { 'x-known-values'?: Titles })['x-known-values'];
  return [...(own ? [own] : []), ...Object.values(schema).flatMap(knownValues)];
}

/** The values of every enum in the graph of an agency, in order of the alphabet. */
function enumsOf(agency: string): string[][] {
  return parse(subgraphSdl(agency)).definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION
      ? [(definition.values ?? []).map(({ name }) => name.value).sort()]
      : [],
  );
}

describe.each(hubAgencyNames)('the open lists in the events of %s', (agency) => {
  it('are known by the titles that the agency gives them, or have a title for each value of the graph', async () => {
    const folder = join(root, 'schemas/events', agency);
    const schemas = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const known = schemas.flatMap((name) =>
      knownValues(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    );
    const module = join(root, 'subgraphs', agency, 'src/records/titles.ts');
    const { titles } = (existsSync(module) ? await import(module) : { titles: {} }) as {
      titles: Readonly<Record<string, Titles>>;
    };
    const given = Object.values(titles);
    const inGraph = enumsOf(agency);
    for (const list of known) {
      const codes = Object.keys(list).sort();
      // A list whose codes rules write too is theirs, word for word.
      const ofRules = given.filter((own) => Object.keys(own).sort().join() === codes.join());
      if (ofRules.length > 0) expect(ofRules).toContainEqual(list);
      else expect(inGraph).toContainEqual(codes);
    }
    for (const list of given) expect(known).toContainEqual(list);
  });
});
