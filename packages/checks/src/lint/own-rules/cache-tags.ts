import { isCacheTag, readCacheTag } from '@throughgate/contracts';
import { Kind } from 'graphql';
import { directiveArguments, hasDirective } from '../../schema-changes/directive-arguments.ts';
import type { SchemaPart } from '../../schema-changes/schema-parts.ts';
import type { OwnRule } from './own-rule.ts';

/** A tag that the gateway would pass over leaves its author to believe that answers are kept: docs/decisions/0045. */
export const cacheTags: OwnRule = ({ schema: { parts, names } }) => {
  const isEntity = (part: SchemaPart | undefined) =>
    part?.nodes.some((node) => hasDirective(node, names.namesOf('key'))) === true;
  return (part) => {
    const { coordinate, holder, nodes } = part;
    const tags = nodes.flatMap((node) => directiveArguments(node, names.namesOf('tag'), 'name'));
    const ours = tags.filter(isCacheTag);
    const wrong = ours.find((tag) => !readCacheTag(tag));
    if (wrong !== undefined) {
      return `"${wrong}" of ${coordinate} says nothing: it must be like cache:250ms, cache:30s or cache:5m, at most an hour, and may end in :private.`;
    }
    if (ours.length === 0) return undefined;
    const isField = nodes.some(({ kind }) => kind === Kind.FIELD_DEFINITION);
    const entity = isField && holder !== null ? parts.get(holder) : part;
    return isEntity(entity)
      ? undefined
      : `"${ours[0]}" of ${coordinate} says nothing: it is neither an entity, with @key, nor a field of one.`;
  };
};
