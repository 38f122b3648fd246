import { recordId } from '@throughgate/domain';
import type { SimulatedPerson } from '../../../src/simulate-person.ts';
import { dayOf } from '../../../src/time/day.ts';
import { countMean, countShare, type Share } from './share.ts';

/** What DWP research report 784 tells of the review's time, counted from steps alone. */
export interface ReviewMeasures {
  /** People without a custodial sentence. */
  readonly withoutCustody: Share;
  /** Induction interviews booked at Leeds in 2011, a week. */
  readonly inductionsAtLeeds: number;
  /** Mean length in minutes of interviews that were held: at induction, and before release. */
  readonly minutes: { readonly induction: number; readonly preRelease: number };
  /** Mean days from a request at induction to the closing: with a named contact at the benefit centre, and without. */
  readonly daysToClose: { readonly named: number; readonly otherwise: number };
  /** Cases in the North East about which the Jobcentre received a form: of those opened before 2011, and from May 2011 on. */
  readonly shared: { readonly before: Share; readonly after: Share };
  /** Freshstart interviews attended. */
  readonly freshstart: Share;
}

const northEast = /^N54/;

/** Counts what the report tells from the people of the profile `review-2011`. */
export function measureReview(people: Iterable<SimulatedPerson>): ReviewMeasures {
  const custody = countShare();
  let inductions = 0;
  const minutes = { INDUCTION: countMean(), PRE_RELEASE: countMean() };
  const closing = { named: countMean(), otherwise: countMean() };
  const shared = { before: countShare(), after: countShare() };
  const freshstart = countShare();
  for (const { steps } of people) {
    custody.add(!steps.some(({ mutation }) => mutation === 'imposeSentence'));
    const purposes = new Map<string, 'INDUCTION' | 'PRE_RELEASE'>();
    const requests = new Map<string, { readonly on: string; readonly named: boolean }>();
    let prisonId = '';
    let opened = '';
    let received = false;
    for (const step of steps) {
      switch (step.mutation) {
        case 'openCase':
          if (northEast.test(step.input.deliveryUnitCode)) opened = step.input.openedOn;
          break;
        case 'acknowledgeSharingForm':
          received = true;
          break;
        case 'receivePrisoner':
          prisonId = step.input.prisonId;
          break;
        case 'bookAdviserInterview': {
          const { purpose, bookedFor, idempotencyKey } = step.input;
          if (purpose === 'INDUCTION' && prisonId === 'LEI' && bookedFor.startsWith('2011')) inductions++;
          purposes.set(recordId('prisons', idempotencyKey), purpose);
          break;
        }
        case 'recordAdviserInterview': {
          const purpose = purposes.get(step.input.interviewId);
          if (purpose !== undefined && step.input.minutes != null) minutes[purpose].add(step.input.minutes);
          break;
        }
        case 'requestClosure':
          if (step.input.source === 'INDUCTION_INTERVIEW') {
            requests.set(step.input.claimId, {
              on: step.input.requestedOn,
              named: step.input.contactId != null,
            });
          }
          break;
        case 'closeClaim': {
          const request = requests.get(step.input.claimId);
          if (request === undefined) break;
          const days = dayOf(step.input.closedOn) - dayOf(request.on);
          (request.named ? closing.named : closing.otherwise).add(days);
          break;
        }
        case 'recordInterviewOutcome':
          if (step.input.status !== 'LOST_TO_CUSTODY') freshstart.add(step.input.status === 'ATTENDED');
          break;
      }
    }
    if (opened !== '' && opened < '2010-12-01') shared.before.add(received);
    if (opened >= '2011-05-01' && opened < '2012-02-15') shared.after.add(received);
  }
  return {
    withoutCustody: custody.result(),
    inductionsAtLeeds: inductions / 52,
    minutes: { induction: minutes.INDUCTION.result(), preRelease: minutes.PRE_RELEASE.result() },
    daysToClose: { named: closing.named.result(), otherwise: closing.otherwise.result() },
    shared: { before: shared.before.result(), after: shared.after.result() },
    freshstart: freshstart.result(),
  };
}
