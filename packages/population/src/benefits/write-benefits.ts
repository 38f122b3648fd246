import type { CustodyRecord } from '../custody/write-custody.ts';
import type { Life } from '../life.ts';
import type { Day } from '../time/day.ts';
import { planClaims } from './plan-claims.ts';
import { registerClaimant } from './register-claimant.ts';
import { writeClaim } from './write-claim.ts';

/** Writes what the Jobcentre records: the claimant, claims, first payments, interviews and programme referrals. */
export function writeBenefits(life: Life, custody: readonly CustodyRecord[], jobs: readonly Day[]): void {
  const random = life.random('benefits');
  const claims = planClaims(random, life, custody, jobs);
  const [first] = claims;
  if (first === undefined) return;
  let after = registerClaimant(life, random, first.openedOn);
  for (const plan of claims) after = writeClaim(life, random, plan, after);
}
