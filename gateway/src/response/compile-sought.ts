import { isJsonObject } from '../data/json.ts';
import { type Complete, nulled } from './completion.ts';

/**
 * Completes objects that were sought by what a client sent, and need not be there: one that is nulled since a subgraph says that it has no
 * such entity is null, and nothing is wrong with that.
 *
 * @param complete completes an object that is there
 */
export function compileSought(complete: Complete): Complete {
  return (value, completion) => {
    const { violations, accountOf } = completion;
    const before = violations.length;
    const completed = complete(value, completion);
    if (completed !== nulled || !isJsonObject(value) || accountOf(value, '__typename') !== 'none')
      return completed;
    violations.length = before;
    return null;
  };
}
