import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { DeferredPart } from '../executor/executor.ts';
import type { AnsweredPart } from './operation-answer.ts';

/** The deferred parts of an answer with their errors as the client sees them; ending them early ends what is still to be fetched. */
export function answeredParts(
  parts: AsyncIterator<readonly DeferredPart[]>,
  format: (errors: readonly GraphQLError[]) => readonly GraphQLFormattedError[],
): AsyncIterator<readonly AnsweredPart[]> {
  return {
    async next() {
      const next = await parts.next();
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
      await parts.return?.();
      return { done: true, value: undefined };
    },
  };
}
