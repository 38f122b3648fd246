import type { CustodyRecord } from '../custody/write-custody.ts';
import type { Life } from '../life.ts';
import type { ProvidedJob } from '../referrals/provided-job.ts';
import type { Claim } from './claim.ts';
import type { Living } from './living.ts';
import { planClaims } from './plan-claims.ts';
import { registerClaimant } from './register-claimant.ts';
import { writeClaim } from './write-claim.ts';

/**
 * Writes what the Jobcentre records: the claimant, claims, first payments, interviews and programme referrals. Returns what
 * the person lived on.
 */
export function writeBenefits(
  life: Life,
  custody: readonly CustodyRecord[],
  jobs: readonly ProvidedJob[],
): Living {
  const random = life.random('benefits');
  const { claims: plans, work } = planClaims(random, life, custody, jobs);
  const [first] = plans;
  if (first === undefined) return { claims: [], work };
  let after = registerClaimant(life, random, first.openedOn);
  const claims: Claim[] = [];
  for (const plan of plans) {
    const claim = writeClaim(life, random, plan, after);
    claims.push(claim);
    after = claim.last;
  }
  return { claims, work };
}
