import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { DeferredPart } from '../executor/executor.ts';
import type { AnsweredPart } from './operation-answer.ts';

/**
 * The deferred parts of an answer with their errors as the client sees them; ending them early ends what is still to be fetched.
 *
 * @param onEnd called once, when there are no more of them
 */
export function answeredParts(
  parts: AsyncIterator<readonly DeferredPart[]>,
  format: (errors: readonly GraphQLError[]) => readonly GraphQLFormattedError[],
  onEnd: () => void,
): AsyncIterator<readonly AnsweredPart[]> {
  let ended = false;
  return {
    async next() {
      let next: IteratorResult<readonly DeferredPart[]> | undefined;
      try {
        next = await parts.next();
      } finally {
        if (!next || next.done) end();
      }
      if (next.done) return { done: true, value: undefined };
      const value = next.value.map(({ path, label, data, pending, errors }) => ({
        path,
        label,
        data,
        pending,
        errors: errors && format(errors),
      }));
      return { done: false, value };
    },
    async return() {
      try {
        await parts.return?.();
      } finally {
        end();
      }
      return { done: true, value: undefined };
    },
  };

  function end(): void {
    if (ended) return;
    ended = true;
    onEnd();
  }
}
