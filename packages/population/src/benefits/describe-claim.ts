import { type JobcentreOffice, jobcentreOffice } from '@throughgate/domain';
import { prisonOn } from '../custody/stay.ts';
import type { Life } from '../life.ts';
import { adviserOn } from '../places/advisers.ts';
import type { Random } from '../random.ts';
import { benefitCentreFor, dailyRatePence } from '../reference/benefits.ts';
import type { StepInputs } from '../step.ts';
import { ageOn, dayOf, isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import type { Claim } from './claim.ts';

type About = Pick<Claim, 'plan' | 'release' | 'officeCode' | 'registered'>;
type Opened = StepInputs['jobcentre']['openClaim'];

/** Universal Credit is claimed online; before it people came to the office or rang. */
const online = dayOf('2016-05-01');

/** Share of claims of Jobseeker's Allowance and Employment and Support Allowance by contributions. Assumption. */
const byContributions = 0.06;

/** How a claim was made and what it pays. */
export function describeClaim(
  { person }: Life,
  details: Random,
  { plan, officeCode }: About,
): Pick<Opened, 'basis' | 'madeAt' | 'benefitCentreCode' | 'dailyRatePence'> {
  const { benefit, openedOn } = plan;
  const office: JobcentreOffice = jobcentreOffice(officeCode) ?? person.office;
  const basis = details.chance(byContributions) ? ('CONTRIBUTIONS' as const) : ('INCOME' as const);
  const madeAt = openedOn >= online ? 'ONLINE' : details.chance(0.6) ? 'JOBCENTRE_OFFICE' : 'PHONE';
  return {
    ...((benefit === 'JSA' || benefit === 'ESA') && { basis }),
    madeAt,
    benefitCentreCode: benefitCentreFor(office).code,
    dailyRatePence: dailyRatePence(ageOn(person.born, openedOn), openedOn),
  };
}

/** Days before release within which an adviser can take a claim: five weeks, and twelve for Universal Credit. */
const earliest = { UC: 83, otherwise: 34 } as const;

/** Share of interviews before release at which a claim is taken, where it can be. Assumption. */
const taken = 0.45;

/**
 * The making of a claim in prison, whose entitlement starts with the claim's day: where an adviser held an interview in the
 * last weeks before the release and the Jobcentre knows the person. Null where the claim is made after it. `after` is the
 * moment of the record before.
 */
export function planAdvance(
  { timeline }: Life,
  details: Random,
  { plan, release, registered }: About,
  after: Moment,
): {
  made: Moment;
  claim: Pick<StepInputs['jobcentre']['makeAdvanceClaim'], 'claimedOn' | 'madeAt' | 'takenBy'>;
} | null {
  const on = release?.preReleaseHeldOn ?? null;
  if (release === null || on === null || !details.chance(taken)) return null;
  const { stay } = release;
  const made = londonMoment(on, 16 * 60 + 45);
  const soon = plan.openedOn - stay.plan.to <= 3;
  const again = timeline.custody.some(({ from }) => on < from && from <= plan.openedOn);
  if (
    made <= Math.max(registered, after) ||
    on < plan.openedOn - (plan.benefit === 'UC' ? earliest.UC : earliest.otherwise) ||
    !soon ||
    again
  )
    return null;
  const adviser = adviserOn(prisonOn(stay, on), on);
  return {
    made,
    claim: { claimedOn: isoDate(on), madeAt: 'PRISON', ...(adviser && { takenBy: adviser.code }) },
  };
}
