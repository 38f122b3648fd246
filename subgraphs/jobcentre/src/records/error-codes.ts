import { conflict as conflictOf } from '@throughgate/subgraph-kit';

/** Why the Jobcentre refuses a change that its records do not allow: each code with its meaning, as docs/front-end.md tells them. */
export const errorCodes = {
  CLAIM_ALREADY_OPEN: 'a claim for this benefit is open: close it first',
  CLAIM_ALREADY_CLOSED: 'the claim was closed already',
  CLAIM_IN_ADVANCE:
    'the claim was made in advance, and no benefit is due yet: start its entitlement, or cancel it',
  CLAIM_STATE: 'the claim is not in the state that this needs; the message names both',
  CLOSURE_ANSWERED: 'the request to close the claim was answered already',
  HOUSING_COSTS_NOT_DUE: 'the housing costs of the claim cannot go on in custody; the message says why',
  CONTACT_ENDED: 'the contact has ended already',
  ALREADY_PAID: 'the first payment of the claim is recorded already',
  INTERVIEW_OVER: 'the interview was held, cancelled or booked anew already',
  ADVANCE_PAID: 'the advance of the claim is recorded already',
  MISSED_PAYMENT_KNOWN: 'a payment that was due on this day was recorded as missed already',
  MISSED_PAYMENT_MADE_GOOD: 'the missed payment was made good already',
  OVERPAYMENT_KNOWN: 'an overpayment of the claim for some day of the period was found already',
  GRANT_NOT_DUE: 'the person has no benefit with which the grant can be given',
  GRANT_DECIDED: 'the application for a grant was decided already',
  GRANT_NOT_AWARDED: 'nothing was awarded by the application for a grant',
  GRANT_PAID: 'the grant is recorded as paid already',
  SANCTION_IN_CUSTODY:
    'no sanction can follow from a day on which the Jobcentre knows the person in custody; the message names the evidence',
  SANCTION_STATUS: 'the sanction is not in the status that this needs; the message names both',
  COMPLAINT_RESOLVED: 'the complaint was resolved already',
  SHARING_FORM_RECEIVED: 'the data-sharing form was received already',
  FEEDBACK_GIVEN: 'feedback on the data-sharing form was given already',
  TIME_NOT_FREE: 'the person has an interview or a signing at that time',
  SIGNING_ARRANGED: 'another arrangement to sign on runs: end it first',
  SIGNING_ENDED: 'the arrangement to sign on ended already',
  SIGNING_OVER: 'the signing was recorded or cancelled already',
  ADVISER_POSTED: 'the adviser does the same at that prison already: end that posting first',
  POSTING_ENDED: 'the last day of the posting is known already',
  NOT_POSTED: 'the adviser is not posted to that prison on that day',
  ROTA_TAKEN: 'the adviser is elsewhere at that time',
  ROTA_CANCELLED: 'the time was taken from the rota already',
  ON_CASELOAD: 'the adviser has the person on the caseload already',
  CASELOAD_LEFT: 'the person left the caseload already',
  PROGRAMME_STARTED: 'the person began the programme already',
  PROGRAMME_NOT_STARTED: 'the person has not begun the programme: record that first',
  PROGRAMME_ENDED: 'the person left the programme already',
} as const;

/** A change that the state of the record does not allow, with one of {@link errorCodes}. */
export const conflict = conflictOf<keyof typeof errorCodes>;
