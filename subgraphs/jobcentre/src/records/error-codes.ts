import { conflict as conflictOf } from '@throughgate/subgraph-kit';

/** Why the Jobcentre refuses a change that its records do not allow: each code with its meaning, as docs/front-end.md tells them. */
export const errorCodes = {
  CLAIM_ALREADY_OPEN: 'a claim for this benefit is open: close it first',
  CLAIM_ALREADY_CLOSED: 'the claim was closed already',
  ALREADY_PAID: 'the first payment of the claim is recorded already',
  TIME_NOT_FREE: 'the person has an interview or a signing at that time',
  SIGNING_ARRANGED: 'another arrangement to sign on runs: end it first',
  SIGNING_ENDED: 'the arrangement to sign on ended already',
  SIGNING_OVER: 'the signing was recorded or cancelled already',
} as const;

/** A change that the state of the record does not allow, with one of {@link errorCodes}. */
export const conflict = conflictOf<keyof typeof errorCodes>;
