import type { CacheTag } from '@throughgate/contracts';
import { type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsByName } from '../../documents/fragments-by-name.ts';
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
  const fragments = fragmentsByName(document);
  let tag: CacheTag | undefined;
  let open = true;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) look(definition.selectionSet, undefined);
  }
  if (!open || !tag) return undefined;
  return { number, tag, addNames: namesInAnswers(document, rules.namingFields) };

  /** Finds what is said of the entities' own fields. */
  function look({ selections }: SelectionSetNode, type: string | undefined): void {
    for (const one of selections) {
      if (one.kind !== Kind.FIELD) {
        const { typeCondition, selectionSet } =
          one.kind === Kind.INLINE_FRAGMENT ? one : spread(one.name.value);
        look(selectionSet, typeCondition?.name.value ?? type);
        continue;
      }
      const name = one.name.value;
      if (name === '__typename' || (type !== undefined && rules.isKey(type, name))) continue;
      const own = type === undefined ? undefined : rules.ofField(type, name);
      if (own) tag = stricter(tag, own);
      else open = false;
    }
  }

  function spread(name: string): FragmentDefinitionNode {
    const fragment = fragments.get(name);
    if (!fragment) throw new Error(`a fetch spreads the fragment ${name}, which it does not have`);
    return fragment;
  }
}
