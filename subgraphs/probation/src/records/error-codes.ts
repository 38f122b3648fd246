import { conflict as conflictOf } from '@throughgate/subgraph-kit';

/** Why probation refuses a change that its records do not allow: each code with its meaning, as docs/front-end.md tells them. */
export const errorCodes = {
  ORDER_ENDED: 'the order has ended already',
  LICENCE_ACTIVE: 'a licence of the case is in force: end it first',
  NO_LICENCE_TO_VARY: 'no licence of the case is in force that could be varied',
  LICENCE_ENDED: 'the licence has ended already',
  SUPERVISION_REPEALED:
    'nobody is supervised after the end of a sentence on that day: the law is not yet, or no more, in force',
  APPOINTMENT_OVERLAPS:
    'the person has another appointment with probation at that time, which is not called off',
  RESTRICTION_ENDED: 'the restriction ended before its last day already',
  PERMISSION_OVER: 'the permission is over, or was withdrawn already',
  FORM_SENT: 'the data-sharing form was sent already',
  CONSENT_WITHDRAWN: 'the consent of the data-sharing form was withdrawn already',
  CONTACT_ENDED: 'the contact of the delivery unit has ended already',
} as const;

/** A change that the state of the record does not allow, with one of {@link errorCodes}. */
export const conflict = conflictOf<keyof typeof errorCodes>;
