import { type CrsContract, desiredOutcomes } from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';
import { desiredOutcomesOf } from './contract.ts';

/**
 * Ids of what a referral aims at, each once. Raises `BAD_USER_INPUT` for one that referrals under the contract could not aim
 * at on the day of the referral.
 */
export function desiredOutcomeIds(
  ids: readonly string[],
  contract: CrsContract,
  referredOn: string,
): string[] {
  const offered = new Set(desiredOutcomesOf(contract, referredOn).map(({ id }) => id));
  const other = ids.find((id) => !offered.has(id));
  if (other !== undefined) {
    throw badInput(
      'desiredOutcomes',
      `"desiredOutcomes" must be ids of outcomes that referrals under ${contract.reference} may aim at (Contract.desiredOutcomes), not "${other}".`,
    );
  }
  return [...new Set(ids)];
}

/** The words of a desired outcome; its id where the reference data know it no more. */
export function desiredOutcomeWords(id: string): string {
  return desiredOutcomes().find((outcome) => outcome.id === id)?.description ?? id;
}
