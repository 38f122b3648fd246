import { jobcentreOffice } from '@throughgate/domain';
import { prisonOn } from '../custody/stay.ts';
import { adviserOn } from '../places/advisers.ts';
import { type ContactPost, contactOn } from '../places/contact-post.ts';
import type { Random } from '../random.ts';
import { benefitCentreFor } from '../reference/benefits.ts';
import type { StepInputs } from '../step.ts';
import { type Day, isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import type { Claim } from './claim.ts';

/** The post of the named contact for closing claims, at the centre that deals with an office's claims. */
export function closureContactPost(officeCode: string): ContactPost | undefined {
  const office = jobcentreOffice(officeCode);
  return office && { agency: 'jobcentre', place: benefitCentreFor(office).code, role: 'BENEFIT_CLOSURE' };
}

/** How many days a payment of the benefit covers. */
const paidFor = { UC: 30, JSA: 14, ESA: 14, IS: 14, HB: 14 } as const;

/**
 * Asks for the closing of a claim of somebody in custody: after the induction interview, or when the Jobcentre found out by
 * itself. Returns what the closing says more: up to when benefit was paid, which may be beyond the reception.
 */
export function requestClosure(
  { life, plan, id, closedBy, officeCode }: Claim,
  details: Random,
  { after, closed }: { readonly after: Moment; readonly closed: Moment },
): Pick<StepInputs['jobcentre']['closeClaim'], 'paidTo'> {
  const { closedOn } = plan;
  if (closedBy === null || closedOn === null) return {};
  const { stay, inductionHeldOn } = closedBy;
  const reception = stay.plan.from;
  const byAdviser = inductionHeldOn !== null && inductionHeldOn <= closedOn;
  const on = byAdviser ? inductionHeldOn : closedOn;
  const requested = Math.min(Math.max(londonMoment(on, 15 * 60), after + 60_000), closed - 60_000);
  const adviser = adviserOn(prisonOn(stay, on), on);
  const post = closureContactPost(officeCode);
  const contact = byAdviser && post ? contactOn(post, on) : undefined;
  life.log.family('closures').add('jobcentre', 'requestClosure', requested, {
    nino: life.person.identifiers.nino,
    claimId: id,
    receptionOn: isoDate(reception),
    requestedOn: isoDate(on),
    ...(byAdviser && adviser && { requestedBy: adviser.code }),
    ...(contact && { contactId: contact.id }),
    source: byAdviser ? 'INDUCTION_INTERVIEW' : details.chance(0.6) ? 'DATA_MATCH' : 'PRISON_RECORD',
  });
  return { paidTo: isoDate(paidInCustody({ plan }, closedOn)) };
}

/** The end of the last period that was paid when a claim was closed, which may be after the reception into custody. */
export function paidInCustody({ plan: { openedOn, benefit } }: Pick<Claim, 'plan'>, closedOn: Day): Day {
  const every = paidFor[benefit];
  return openedOn + Math.floor((closedOn - openedOn) / every) * every;
}
