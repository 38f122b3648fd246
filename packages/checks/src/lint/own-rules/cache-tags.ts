import { isCacheTag, readCacheTag } from '@throughgate/contracts';
import { Kind, OperationTypeNode } from 'graphql';
import { directiveArguments, hasDirective } from '../../schema-changes/directive-arguments.ts';
import { fieldType } from '../../schema-changes/field-type.ts';
import type { SchemaPart, SchemaParts } from '../../schema-changes/schema-parts.ts';
import { schemaCoordinate } from '../../sdl/sdl-parts.ts';
import type { OwnRule } from './own-rule.ts';

/** A tag that the gateway would pass over leaves its author to believe that answers are kept: docs/decisions/0045. */
export const cacheTags: OwnRule = ({ schema }) => {
  const { parts, names } = schema;
  const isEntity = (part: SchemaPart | undefined) =>
    part?.nodes.some((node) => hasDirective(node, names.namesOf('key'))) === true;
  const query = queryTypeOf(parts);
  /** Whether a field of `Query` finds one entity by its arguments. */
  const isLookup = ({ coordinate, holder, members }: SchemaPart) => {
    const type = fieldType(schema, coordinate);
    return holder === query && members.length > 0 && type?.isList === false && isEntity(parts.get(type.name));
  };
  return (part) => {
    const { coordinate, holder, nodes } = part;
    const tags = nodes.flatMap((node) => directiveArguments(node, names.namesOf('tag'), 'name'));
    const ours = tags.filter(isCacheTag);
    const wrong = ours.find((tag) => !readCacheTag(tag));
    if (wrong !== undefined) {
      return `"${wrong}" of ${coordinate} says nothing: it must be like cache:250ms, cache:30s or cache:5m, at most an hour, and may end in :private.`;
    }
    if (ours.length === 0) return undefined;
    if (isLookup(part)) return undefined;
    const isField = nodes.some(({ kind }) => kind === Kind.FIELD_DEFINITION);
    const entity = isField && holder !== null ? parts.get(holder) : part;
    return isEntity(entity)
      ? undefined
      : `"${ours[0]}" of ${coordinate} says nothing: it is neither an entity, with @key, nor a field of one, nor a field of ${query} that finds one entity by its arguments.`;
  };
};

/** What a schema calls `Query`. */
function queryTypeOf(parts: SchemaParts['parts']): string {
  for (const node of parts.get(schemaCoordinate)?.nodes ?? []) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    const named = node.operationTypes?.find(({ operation }) => operation === OperationTypeNode.QUERY);
    if (named) return named.type.name.value;
  }
  return 'Query';
}
