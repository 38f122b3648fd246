import type { CacheTag } from '@throughgate/contracts';
import { type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsByName } from '../../documents/fragments-by-name.ts';
import { type CacheRules, stricter } from './cache-rules.ts';

/** What is to be known of a selection of entities' fields to keep what is answered to it. */
export interface KeptSelection {
  /** Stands for the selection in keys. */
  readonly number: number;
  /** For how long answers may be kept, and for whom. */
  readonly tag: CacheTag;
  /** Adds to `names` the values in an answer by which events name what is shown there: those of fields that are keys. */
  addNames(entity: unknown, names: Set<string>): void;
}

/** Where in an answer keys are. */
interface KeyPlace {
  isKey: boolean;
  readonly below: Map<string, KeyPlace>;
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
  const root: KeyPlace = { isKey: false, below: new Map() };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    look(definition.selectionSet, undefined);
    place(definition.selectionSet, root);
  }
  if (!open || !tag) return undefined;
  return { number, tag, addNames: (entity, names) => collect(entity, root, names) };

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

  /** Finds where keys are, those of types within the entity too. */
  function place({ selections }: SelectionSetNode, into: KeyPlace): void {
    for (const one of selections) {
      if (one.kind !== Kind.FIELD) {
        place(
          one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : spread(one.name.value).selectionSet,
          into,
        );
        continue;
      }
      const key = (one.alias ?? one.name).value;
      const found = into.below.get(key) ?? { isKey: false, below: new Map<string, KeyPlace>() };
      found.isKey ||= rules.keyFields.has(one.name.value) && !one.selectionSet;
      if (one.selectionSet) place(one.selectionSet, found);
      if (found.isKey || found.below.size > 0) into.below.set(key, found);
    }
  }

  function spread(name: string): FragmentDefinitionNode {
    const fragment = fragments.get(name);
    if (!fragment) throw new Error(`a fetch spreads the fragment ${name}, which it does not have`);
    return fragment;
  }
}

function collect(value: unknown, { isKey, below }: KeyPlace, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const one of value) collect(one, { isKey, below }, names);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of below) collect(Reflect.get(value, key), inner, names);
  } else if (isKey && value !== null && value !== undefined) {
    names.add(String(value));
  }
}
