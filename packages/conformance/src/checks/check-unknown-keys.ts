import { askEntities, type Representation, tell } from '../ask-entities.ts';
import type { Ask } from '../endpoint.ts';
import { type KeyedEntity, mismatch } from '../entity-cases.ts';
import type { Fixture } from '../fixtures/fixture.ts';
import { fixtureSkeleton } from '../fixtures/fixture-skeleton.ts';
import type { Find, Outcome } from '../report.ts';
import { project } from '../selection-tree.ts';

/** Asks for records that do not exist between ones that do: null, no error, and the others as ever. */
export async function checkUnknownKeys(
  ask: Ask,
  find: Find,
  keyed: KeyedEntity,
  fixture: Fixture | undefined,
): Promise<Outcome> {
  const { entity, key, cases, selection } = keyed;
  if (entity.addsOnly && fixture?.unknown === undefined) {
    return { skipped: 'the subgraph adds fields to records of others and cannot know which exist' };
  }
  if (fixture?.unknown?.length === 0)
    return { skipped: 'the fixture says that no key is unknown (`unknown: []`)' };
  const unknown = (fixture?.unknown ?? []).flatMap((one) => {
    const part = project(one, key.fields);
    return 'missing' in part ? [] : [part.value as Representation];
  });
  const places = fixture ? [fixture.place] : [];
  const about = { coordinate: entity.type, places };
  if (unknown.length === 0) {
    const message = `The fixture of ${entity.type} names no key (${key.text}) that leads to no record: add \`unknown\`, as in ${fixtureSkeleton(entity)}`;
    return { findings: [find('HUB-C069', message, about)] };
  }

  const [first, last = first] = cases;
  const asked = [first.representation, ...unknown, last.representation];
  const { entities, errors } = await askEntities(ask, entity.type, selection, asked);
  const together = `${entity.type} by ${key.text}, ${unknown.length} unknown beside 2 known`;
  const refuse = (detail: string, code: 'HUB-C063' | 'HUB-C064' = 'HUB-C064') => ({
    findings: [find(code, `${together}: ${detail}.`, about)],
  });
  if (errors.length > 0) return refuse(tell(errors));
  const entries = entities ?? [];
  if (entries.length !== asked.length) return refuse(`${entries.length} entries came`);
  const nulls = entries.filter((entry) => entry === null).length;
  const inPlace = entries.slice(1, -1).every((entry) => entry === null);
  if (!inPlace && nulls === unknown.length) return refuse('null came at another place', 'HUB-C063');
  if (!inPlace) return refuse('a record came for a key that leads to none');
  const lost = mismatch(keyed, first, entries[0]) ?? mismatch(keyed, last, entries.at(-1));
  if (nulls > unknown.length) return refuse(`a known record beside it ${lost ?? 'was lost'}`);
  return { findings: [], note: `${unknown.length} unknown` };
}
