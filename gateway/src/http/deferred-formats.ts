import type { GraphQLFormattedError } from 'graphql';
import type { GraphqlResult } from '../features/graphql-result.ts';
import type { AnsweredPart, DeferredPlace } from '../serving/operation-answer.ts';
import type { DeferredFormat } from './accepted-types.ts';

/** How the pieces of a deferred answer are written as JSON, for one answer. */
export interface DeferredWriter {
  /** @param pending what is known to follow */
  initial(result: GraphqlResult, pending: readonly DeferredPlace[]): string;
  parts(parts: readonly AnsweredPart[]): string;
  /** The last piece. */
  end(errors?: readonly GraphQLFormattedError[]): string;
}

/** Creates the writer of a format for one answer. */
export function deferredWriter(format: DeferredFormat): DeferredWriter {
  return format === 'deferSpec=20220824' ? byPath : byId();
}

/** The last piece is the same in both formats, and says no more than that: a part is written when it is there, not when it is known whether others follow. */
function end(errors?: readonly GraphQLFormattedError[]): string {
  return JSON.stringify({ errors, hasNext: false });
}

/** As @apollo/server writes `deferSpec=20220824`, the form of graphql-js 17.0.0-alpha.2. */
const byPath: DeferredWriter = {
  initial: ({ errors, data, extensions }) => JSON.stringify({ errors, data, extensions, hasNext: true }),
  parts: (parts) =>
    JSON.stringify({
      incremental: parts.map(({ path, label, data, errors }) => ({ errors, path, label, data })),
      hasNext: true,
    }),
  end,
};

/**
 * As @apollo/server writes `incrementalSpec=v0.2`, the form of graphql-js 17.0.0-alpha.9. What is known to be pending is announced beforehand,
 * since Apollo Client takes an answer for complete of which nothing is pending; anything else with the part itself, which the form allows.
 */
function byId(): DeferredWriter {
  /** Ids by place: of one place several fragments may be deferred, and which of them a part is makes no difference to it. */
  const announced = new Map<string, string[]>();
  let ids = 0;
  const announce = ({ path, label }: DeferredPlace) => {
    const id = String(ids++);
    const key = keyOf({ path, label });
    announced.set(key, [...(announced.get(key) ?? []), id]);
    return { id, path, label };
  };
  return {
    initial: ({ errors, data, extensions }, pending) =>
      JSON.stringify({ errors, data, extensions, pending: pending.map(announce), hasNext: true }),
    parts(parts) {
      const pending: ReturnType<typeof announce>[] = [];
      const numbered = parts.map((part) => {
        const key = keyOf(part);
        if (!announced.get(key)?.length) pending.push(announce(part));
        const id = announced.get(key)?.shift();
        pending.push(...(part.pending ?? []).map(announce));
        return { ...part, id };
      });
      return JSON.stringify({
        ...(pending.length > 0 ? { pending } : {}),
        incremental: numbered.flatMap(({ id, data, errors }) =>
          data === null ? [] : [{ errors, id, data }],
        ),
        completed: numbered.map(({ id, data, errors }) => (data === null ? { id, errors } : { id })),
        hasNext: true,
      });
    },
    end,
  };
}

function keyOf({ path, label }: DeferredPlace): string {
  return JSON.stringify([path, label]);
}
