import { conflict as conflictOf } from '@throughgate/subgraph-kit';

/** Why the providers refuse a change that their records do not allow: each code with its meaning, as docs/front-end.md tells them. */
export const errorCodes = {
  CONTRACT_DOES_NOT_ACCEPT: 'the contract is not for people of this sex or age',
  REFERRAL_ENDED: 'the referral has ended',
  NOT_BOOKED: 'no initial assessment is booked',
  ALREADY_ASSESSED: 'the initial assessment is completed already',
  MEETING_OVERLAPS: 'the person has another meeting of the referral at that time',
  NOT_ASSESSED: 'the initial assessment must be completed first',
  ALREADY_APPROVED: 'the action plan is approved already',
  NO_KEY_WORKER: 'the referral has no key worker whose assignment could end',
  REPORT_SUBMITTED: 'the end of service report is submitted already',
  ACTION_PLAN_NOT_APPROVED: 'the action plan must be approved first',
  DELIVERY_BEGUN: 'delivery has begun, so the referral cannot be cancelled: withdraw or complete it',
  JOB_ENDED: 'the job has ended already',
  ALREADY_PAID: 'the first wage of the job is recorded already',
  ALREADY_CHECKED: 'it was checked after that many weeks already',
  PROGRAMME_OPEN: 'the programme is open already',
  PROGRAMME_NOT_OPEN: 'the programme was never opened, or is closed',
  NOT_ELIGIBLE: 'the programme is not for this person',
  EPISODE_ENDED: 'the episode of support has ended',
} as const;

/** A change that the state of the record does not allow, with one of {@link errorCodes}. */
export const conflict = conflictOf<keyof typeof errorCodes>;
