import { conflict as conflictOf } from '@throughgate/subgraph-kit';

/** Why the prisons refuse a change that their records do not allow: each code with its meaning, as docs/front-end.md tells them. */
export const errorCodes = {
  MOVEMENT_NOT_POSSIBLE: 'the status of the prisoner does not allow a movement for this reason',
  NOT_IN_PRISON: 'no prison holds the person',
  CONTACT_ENDED: 'the contact of the prison has ended already',
} as const;

/** A change that the state of the record does not allow, with one of {@link errorCodes}. */
export const conflict = conflictOf<keyof typeof errorCodes>;
