import type { Finding, Place } from '@throughgate/registry-client';
import type { Representation } from './ask-entities.ts';
import { difference, keyDifference } from './difference.ts';
import type { Entity, EntityKey } from './entity.ts';
import { selectionFor } from './expected-selection.ts';
import type { Fixture } from './fixtures/fixture.ts';
import { fixtureSkeleton } from './fixtures/fixture-skeleton.ts';
import type { Find } from './report.ts';
import { mergeTree, project, type SelectionTree } from './selection-tree.ts';

/** A record asked for by one key, and what must come. */
export interface EntityCase {
  readonly representation: Representation;
  readonly expect: Readonly<Record<string, unknown>> | undefined;
  readonly place: Place;
}

/** An entity by one of its keys, with what the fixtures hold for it. */
export interface KeyedEntity {
  readonly entity: Entity;
  readonly key: EntityKey;
  /** At least one. */
  readonly cases: readonly [EntityCase, ...EntityCase[]];
  /** What is read of each record: the key, every plain field, and what fixtures expect. */
  readonly selection: SelectionTree;
}

/** Finds the records by which an entity can be asked for with a key; findings where the fixtures do not do. */
export function keyedEntity(
  find: Find,
  entity: Entity,
  key: EntityKey,
  fixture: Fixture | undefined,
): KeyedEntity | { readonly findings: readonly Finding[] } {
  const { type, definition } = entity;
  const given = [
    ...(fixture?.records ?? []),
    // Whoever only adds fields holds no records: those named for the fields do.
    ...(entity.addsOnly ? (fixture?.requires ?? []).map((one) => ({ ...one, expect: undefined })) : []),
  ];
  const cases = given.flatMap(({ representation, expect, place }) => {
    const part = project(representation, key.fields);
    return 'missing' in part ? [] : [{ representation: part.value as Representation, expect, place }];
  });
  const [first, ...others] = cases;
  if (!first) {
    const message = `There is no fixture for ${type} by ${key.text}: name a record that exists, for example in a file ${fixtureSkeleton(entity)}`;
    const details = fixture ? { places: [fixture.place] } : {};
    return { findings: [find('HUB-C069', message, { coordinate: type, ...details })] };
  }
  const selection = mergeTree(new Map(entity.leaves.map((name) => [name, new Map()])), key.fields);
  for (const { expect, place } of cases) {
    try {
      mergeTree(selection, selectionFor(definition, expect));
    } catch (error) {
      const message = `The fixture expects what cannot be asked for: ${(error as Error).message}.`;
      return { findings: [find('HUB-C069', message, { coordinate: type, places: [place] })] };
    }
  }
  return { entity, key, cases: [first, ...others], selection };
}

/** Why an entry of `_entities` is not the record asked for, or `undefined` when it is. */
export function mismatch(
  { entity }: KeyedEntity,
  { representation, expect }: EntityCase,
  entry: unknown,
): string | undefined {
  if (typeof entry !== 'object' || entry === null)
    return `gave ${entry === undefined ? 'nothing' : String(entry)}`;
  const { __typename: type } = entry as Record<string, unknown>;
  if (!entity.possibleTypes.includes(String(type))) {
    return `\`__typename\` is ${JSON.stringify(type) ?? 'missing'}, expected "${entity.possibleTypes.join('" or "')}"`;
  }
  return keyDifference(entry, representation) ?? difference(entry, expect ?? {});
}
