import type { GraphQLError } from 'graphql';

/** Errors of an answer in parts, until the part is there in which their place is. */
export interface HeldErrors {
  add(errors: readonly GraphQLError[]): void;
  /**
   * Takes those whose place is in a part: at a value, in one that is null, or anywhere where they say none.
   *
   * @param at where the part is in the answer
   */
  take(data: unknown, at: readonly (string | number)[]): GraphQLError[];
  /** Takes those of the given ones that are still there. */
  takeThese(errors: readonly GraphQLError[]): GraphQLError[];
  takeAll(): GraphQLError[];
}

/** Creates {@link HeldErrors} with none. */
export function createHeldErrors(): HeldErrors {
  const held = new Set<GraphQLError>();
  const takeWhere = (holds: (error: GraphQLError) => boolean) => {
    const taken = [...held].filter(holds);
    for (const error of taken) held.delete(error);
    return taken;
  };
  return {
    add(errors) {
      for (const error of errors) held.add(error);
    },
    take: (data, at) => takeWhere(({ path }) => isIn(data, at, path)),
    takeThese: (errors) => takeWhere((error) => errors.includes(error)),
    takeAll: () => takeWhere(() => true),
  };
}

function isIn(data: unknown, at: readonly (string | number)[], path: GraphQLError['path']): boolean {
  if (path === undefined) return at.length === 0;
  if (at.some((segment, index) => path[index] !== segment)) return false;
  let value = data;
  for (let index = at.length; index < path.length; index += 1) {
    if (typeof value !== 'object' || value === null) return true;
    const segment = path[index] ?? '';
    if (!Object.hasOwn(value, segment)) return false;
    value = (value as Record<string | number, unknown>)[segment];
  }
  return true;
}
