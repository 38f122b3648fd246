/**
 * Records to begin with, of people who are in the hub's synthetic population too. Their ids follow from the idempotency
 * keys, so that the fixtures can name them.
 */
export const examples = [
  {
    mutation: 'open__Entity__',
    recordedAt: '2026-10-01T09:00:00.000Z',
    input: {
      idempotencyKey: 'example-1',
      crn: '__crn1__',
      forename: 'Jack',
      surname: 'Cooper',
      dateOfBirth: '1996-04-14',
      sex: 'M',
      summary: 'An example',
      openedOn: '2026-10-01',
    },
  },
  {
    mutation: 'open__Entity__',
    recordedAt: '2026-10-02T09:00:00.000Z',
    input: {
      idempotencyKey: 'example-2',
      crn: '__crn2__',
      forename: 'Callum',
      surname: 'Lewis',
      dateOfBirth: '1994-09-23',
      sex: 'M',
      summary: 'Another example',
      openedOn: '2026-10-02',
    },
  },
];
