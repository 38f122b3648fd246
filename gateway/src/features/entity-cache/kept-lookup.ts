import type { CacheTag } from '@throughgate/contracts';
import { Kind, parse, visit } from 'graphql';
import { fieldsOfPlace } from '../../documents/fields-of-place.ts';
import { type CacheRules, stricter } from './cache-rules.ts';
import { type AddNames, namesInAnswers } from './names-in-answers.ts';

/** What is to be known of a query of root fields to keep what is answered to it. */
export interface KeptLookup {
  /** Stands for the document in keys. */
  readonly number: number;
  /** For how long answers may be kept, and for whom. */
  readonly tag: CacheTag;
  /** Response names of the root fields, each of which gives an entity. */
  readonly entities: readonly string[];
  /** Values written in the document, which may be what an entity is looked up by. */
  readonly literals: readonly string[];
  /** Adds to `names` the values in an answer by which events name what is shown there. */
  readonly addNames: AddNames;
}

/**
 * Reads a query of root fields.
 *
 * @returns `undefined` where not every root field of it may be kept
 */
export function keptLookup(text: string, rules: CacheRules, number: number): KeptLookup | undefined {
  const document = parse(text, { noLocation: true });
  const entities = new Set<string>();
  let tag: CacheTag | undefined;
  for (const { field } of fieldsOfPlace(document)()) {
    if (field.name.value === '__typename') continue;
    const own = rules.ofLookup(field.name.value);
    if (!own) return undefined;
    tag = stricter(tag, own);
    entities.add((field.alias ?? field.name).value);
  }
  if (!tag) return undefined;
  const literals = new Set<string>();
  visit(document, {
    [Kind.STRING]: ({ value }) => void literals.add(value),
    [Kind.INT]: ({ value }) => void literals.add(value),
  });
  const addNames = namesInAnswers(document, rules.namingFields);
  return { number, tag, entities: [...entities], literals: [...literals], addNames };
}
