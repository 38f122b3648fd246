import { recordId } from '@throughgate/domain';
import type { Step } from '../../../src/step.ts';
import { type Day, dayOf } from '../../../src/time/day.ts';
import { londonClock } from '../../../src/time/london.ts';

/** A stay in custody as movements tell of it. */
export interface ObservedStay {
  /** Day of reception. */
  readonly from: Day;
  /** Day of the release that ended custody; infinite while it lasts. */
  to: Day;
  /** Whether it began with a recall. */
  readonly recall: boolean;
  /** Day and length in days of the sentence imposed during the stay; null without one. */
  sentence: { readonly on: Day; readonly days: number } | null;
}

/** A benefit claim. */
export interface ObservedClaim {
  /** Day it was opened. */
  readonly from: Day;
  /** Day it was closed; infinite while it runs. */
  to: Day;
  /** Why it was closed; undefined while it runs. */
  reason?: string;
  /** Day of the first payment. */
  paidOn?: Day;
}

/** A referral at a provider. */
export interface ObservedReferral {
  /** Day it was sent. */
  readonly on: Day;
  /** Reference of the contract. */
  readonly contract: string;
  /** Complexity as the referrer saw it. */
  readonly complexity: string;
  /** Day of the booking that counts now. */
  bookedFor?: Day;
  /** Day of the initial assessment. */
  assessedOn?: Day;
  /** Day on which the action plan was approved. */
  approvedOn?: Day;
  /** Outcomes in order of record. */
  readonly outcomes: { readonly type: string; readonly on: Day }[];
  /** How it ended; undefined while it runs. */
  status?: string;
}

/** What one person's steps tell, put together again by someone who knows nothing of how they came about. */
export interface ObservedLife {
  sex: string;
  readonly stays: ObservedStay[];
  readonly claims: ObservedClaim[];
  readonly referrals: ObservedReferral[];
  /** Days under an order or a licence, as recorded: last day inclusive. */
  readonly supervision: { readonly from: Day; to: Day }[];
  /** Whether each Freshstart interview with a recorded result was attended. */
  readonly freshstart: boolean[];
  /** Whether each adviser interview with a recorded result was held. */
  readonly adviserInterviews: boolean[];
}

const dayOfMoment = (moment: string): Day => londonClock(Date.parse(moment)).day;

/** Puts a life together from the steps of one person, in the order in which they were recorded. */
export function readLife(steps: readonly Step[]): ObservedLife {
  const life: ObservedLife = {
    sex: 'NK',
    stays: [],
    claims: [],
    referrals: [],
    supervision: [],
    freshstart: [],
    adviserInterviews: [],
  };
  const claims = new Map<string, ObservedClaim>();
  const supervision = new Map<string, { from: Day; to: Day }>();
  const referrals = new Map<string, ObservedReferral>();
  const freshstart = new Set<string>();
  for (const step of steps) {
    switch (step.mutation) {
      case 'openCase':
        life.sex = step.input.sex;
        break;
      case 'receivePrisoner': {
        const { reason, at } = step.input;
        if (reason !== 'NEW_ADMISSION' && reason !== 'READMISSION') break;
        const recall = reason === 'READMISSION';
        life.stays.push({ from: dayOfMoment(at), to: Number.POSITIVE_INFINITY, recall, sentence: null });
        break;
      }
      case 'releasePrisoner': {
        const stay = life.stays.at(-1);
        if (step.input.reason === 'RELEASED' && stay) stay.to = dayOfMoment(step.input.at);
        break;
      }
      case 'imposeSentence': {
        const stay = life.stays.at(-1);
        if (stay) stay.sentence = { on: dayOf(step.input.imposedOn), days: step.input.days };
        break;
      }
      case 'recordAdviserInterview':
        life.adviserInterviews.push(step.input.held);
        break;
      case 'startOrder':
      case 'activateLicence': {
        const span = { from: dayOf(step.input.startDate), to: dayOf(step.input.endDate) };
        supervision.set(recordId('probation', step.input.idempotencyKey), span);
        life.supervision.push(span);
        break;
      }
      case 'endOrder':
      case 'endLicence': {
        const id = step.mutation === 'endOrder' ? step.input.orderId : step.input.licenceId;
        const span = supervision.get(id);
        if (span) span.to = dayOf(step.input.endDate);
        break;
      }
      case 'openClaim':
      case 'startEntitlement': {
        const advance = step.mutation === 'startEntitlement';
        const from = dayOf(advance ? step.input.entitledFrom : step.input.openedOn);
        const claim = { from, to: Number.POSITIVE_INFINITY };
        claims.set(advance ? step.input.claimId : recordId('jobcentre', step.input.idempotencyKey), claim);
        life.claims.push(claim);
        break;
      }
      case 'closeClaim': {
        const claim = claims.get(step.input.claimId);
        if (claim) Object.assign(claim, { to: dayOf(step.input.closedOn), reason: step.input.reason });
        break;
      }
      case 'recordFirstPayment': {
        const claim = claims.get(step.input.claimId);
        if (claim) claim.paidOn = dayOf(step.input.paidOn);
        break;
      }
      case 'bookInterview':
        if (step.input.type === 'FRESHSTART')
          freshstart.add(recordId('jobcentre', step.input.idempotencyKey));
        break;
      case 'rebookInterview':
        if (freshstart.has(step.input.interviewId))
          freshstart.add(recordId('jobcentre', step.input.idempotencyKey));
        break;
      case 'recordInterviewOutcome': {
        const { interviewId, status } = step.input;
        // What custody took away says nothing of the person's behaviour.
        if (freshstart.has(interviewId) && status !== 'LOST_TO_CUSTODY')
          life.freshstart.push(status === 'ATTENDED');
        break;
      }
      case 'sendReferral': {
        const { referenceNumber, referredOn, contractReference, complexity } = step.input;
        const referral: ObservedReferral = {
          on: dayOf(referredOn),
          contract: contractReference,
          complexity: complexity ?? 'NONE',
          outcomes: [],
        };
        referrals.set(referenceNumber, referral);
        life.referrals.push(referral);
        break;
      }
      case 'bookInitialAssessment':
      case 'rebookInitialAssessment': {
        const referral = referrals.get(step.input.referenceNumber);
        if (referral) referral.bookedFor = dayOfMoment(step.input.bookedFor);
        break;
      }
      case 'recordInitialAssessment': {
        const referral = referrals.get(step.input.referenceNumber);
        if (referral?.bookedFor !== undefined && step.input.attended !== 'NO') {
          referral.assessedOn = referral.bookedFor;
        }
        break;
      }
      case 'approveActionPlan': {
        const referral = referrals.get(step.input.referenceNumber);
        if (referral) referral.approvedOn = dayOf(step.input.approvedOn);
        break;
      }
      case 'recordOutcome':
        referrals.get(step.input.referenceNumber)?.outcomes.push({
          type: step.input.type,
          on: dayOf(step.input.achievedOn),
        });
        break;
      case 'endReferral': {
        const referral = referrals.get(step.input.referenceNumber);
        if (referral) referral.status = step.input.status;
        break;
      }
    }
  }
  return life;
}
