import { isAgencyScope, isScope, scopes } from '@throughgate/identity';
import { distance } from 'fastest-levenshtein';
import type { CheckedSubgraph } from '../check-input.ts';

/** Which scopes a subgraph may require. */
export interface KnownScopes {
  /** Whether the subgraph may make up scopes that begin with its name. */
  readonly takesOwn: boolean;
  has(scope: string): boolean;
  /** Those that come closest to one that there is not, the closest first; none when none is close. */
  near(scope: string): readonly string[];
}

/** Words after the colon that the hub’s own agencies use. */
const usualWords = ['read', 'write', 'aggregate'];
/** Most scopes that are named in place of one that is not known. */
const mostNamed = 3;

/**
 * The scopes of the hub; those that begin with the subgraph’s own name, where the hub lists none of that name, so that an agency
 * can join without a change of the hub; and those that begin with the name of another subgraph of the graph and that this one
 * uses, since what is made from its data must require what they require. Who has them is for the issuer to say.
 */
export function knownScopes(subgraph: string, others: readonly CheckedSubgraph[]): KnownScopes {
  const own = usualWords.map((word) => `${subgraph}:${word}`).filter(isAgencyScope);
  const isOfOther = (scope: string) =>
    others.some(
      ({ name, schema }) => scope.startsWith(`${name}:`) && schema.text.includes(JSON.stringify(scope)),
    );
  return {
    takesOwn: own.length > 0,
    has: (scope) =>
      isScope(scope) || (isAgencyScope(scope) && (scope.startsWith(`${subgraph}:`) || isOfOther(scope))),
    near: (scope) =>
      [...own, ...Object.keys(scopes)]
        .map((one) => ({ one, far: distance(one, scope.toLowerCase()) }))
        .filter(({ one, far }) => far <= Math.max(2, Math.floor(one.length / 4)))
        .sort((a, b) => a.far - b.far)
        .slice(0, mostNamed)
        .map(({ one }) => one),
  };
}
