import type { CustodyRecord } from '../custody/write-custody.ts';
import type { Life } from '../life.ts';
import type { ProvidedJob } from '../referrals/provided-job.ts';
import type { Claim } from './claim.ts';
import type { Living } from './living.ts';
import { moveOffice } from './move-office.ts';
import { planClaims } from './plan-claims.ts';
import { registerClaimant } from './register-claimant.ts';
import { writeClaim } from './write-claim.ts';

/** Share of later claims that are made at another office than the one before. Assumption. */
const moved = 0.12;

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
  const registered = registerClaimant(life, random, first.openedOn);
  let after = registered;
  let officeCode = life.person.office.code;
  const moving = life.random('offices');
  const claims: Claim[] = [];
  for (const plan of plans) {
    if (plan !== first && moving.chance(moved))
      officeCode = moveOffice(life, moving, officeCode, plan.openedOn, after);
    const before = custody.findLast(({ stay }) => stay.plan.to <= plan.openedOn);
    const release = plan.afterRelease ? (before ?? null) : null;
    const { closedOn } = plan;
    const closedBy =
      closedOn !== null && plan.closureReason === 'PRISON'
        ? (custody.findLast(({ stay }) => plan.openedOn <= stay.plan.from && stay.plan.from <= closedOn) ??
          null)
        : null;
    const claim = writeClaim(life, random, { plan, release, closedBy, officeCode, registered }, after);
    claims.push(claim);
    after = claim.last;
  }
  return { claims, work };
}
