import { conflict as conflictOf } from '@throughgate/subgraph-kit';

/** Why the prisons refuse a change that their records do not allow: each code with its meaning, as docs/front-end.md tells them. */
export const errorCodes = {
  MOVEMENT_NOT_POSSIBLE: 'the status of the prisoner does not allow a movement for this reason',
  NOT_IN_PRISON: 'no prison holds the person',
  NOT_IN_CUSTODY: 'the person is not in custody, so that there is no stay to which it could belong',
  INTERVIEW_OVERLAPS: 'the person, or the adviser, has another adviser interview at the time',
  INTERVIEW_RECORDED: 'it was recorded already whether the adviser interview was held',
  ABSENCE_OVERLAPS: 'the person is to be absent, or is absent, at the time already',
  ABSENCE_NOT_POSSIBLE: 'the temporary absence is not in the state from which this leads on',
  PHASE_NOT_DUE:
    'the phase of resettlement is not the one of that day: the last twelve weeks go by the release date that counts now',
  IDENTITY_APPLIED: 'a document of this kind was applied for, and is not issued yet',
  IDENTITY_ISSUED: 'the identity document was issued already',
  BANK_APPLICATION_OPEN: 'the bank has not answered the last application yet',
  BANK_APPLICATION_ANSWERED: 'the bank has answered the application already',
  CONTACT_ENDED: 'the contact of the prison has ended already',
} as const;

/** A change that the state of the record does not allow, with one of {@link errorCodes}. */
export const conflict = conflictOf<keyof typeof errorCodes>;
