import { Kind } from 'graphql';
import type { OwnRule } from './own-rule.ts';

const prefixes: Readonly<Record<string, RegExp>> = {
  Query: /^(get|fetch|list|find|load|query|retrieve)(?=[A-Z])/,
  Mutation: /^mutation(?=[A-Z])/,
  Subscription: /^subscription(?=[A-Z])/,
};

/** A query is named for what it gives. */
export const noVerbPrefix: OwnRule =
  () =>
  ({ coordinate, holder, nodes: [node] }) => {
    if (node?.kind !== Kind.FIELD_DEFINITION) return undefined;
    const prefix = prefixes[holder ?? '']?.exec(node.name.value)?.[0];
    return prefix && `Field "${coordinate}" begins with "${prefix}".`;
  };
