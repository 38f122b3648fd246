import type { CacheTag } from '@throughgate/contracts';
import { parse } from 'graphql';
import { fieldsOfPlace } from '../../documents/fields-of-place.ts';
import { type CacheRules, stricter } from './cache-rules.ts';
import { type AddNames, namesInAnswers } from './names-in-answers.ts';

/** What is to be known of a selection of entities' fields to keep what is answered to it. */
export interface KeptSelection {
  /** Stands for the selection in keys. */
  readonly number: number;
  /** For how long answers may be kept, and for whom. */
  readonly tag: CacheTag;
  /** Adds to `names` the values in an answer by which events name what is shown there. */
  readonly addNames: AddNames;
}

/**
 * Reads a selection of an entity fetch.
 *
 * @param selection text in braces, and fragments after it
 * @returns `undefined` where not every field of the entities may be kept
 */
export function keptSelection(
  selection: string,
  rules: CacheRules,
  number: number,
): KeptSelection | undefined {
  const document = parse(selection, { noLocation: true });
  let tag: CacheTag | undefined;
  for (const { field, type } of fieldsOfPlace(document)()) {
    const name = field.name.value;
    if (name === '__typename' || (type !== undefined && rules.isKey(type, name))) continue;
    const own = type === undefined ? undefined : rules.ofField(type, name);
    if (!own) return undefined;
    tag = stricter(tag, own);
  }
  return tag && { number, tag, addNames: namesInAnswers(document, rules.namingFields) };
}
