import type { ShareMeasure } from '@throughgate/measures';

/** Freshstart interviews to which people came. */
export const freshstartAttended: ShareMeasure = {
  id: 'freshstart-attended',
  title: 'Freshstart interviews attended',
  question:
    'Of the Freshstart interviews that people could come to after their release, to how many did they come?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'share',
  episode: 'freshstart',
  population: {
    words:
      'Freshstart interviews due within 28 days of a release, the day of the release among them; of bookings that took each other’s place the last',
    sql: 'true',
  },
  day: 'e.released_on',
  clockStart: 'Day of the release',
  window: 'Due within 28 days; counted once these are over',
  matureAfterDays: 28,
  exclusions: [
    { words: 'Lost to custody: the person was inside when it was due', sql: "e.status = 'LOST_TO_CUSTODY'" },
    {
      words: 'Cancelled by the office',
      sql: "e.status = 'CANCELLED' AND e.not_held_reason = 'OFFICE_CANCELLED'",
    },
    { words: 'Nobody recorded what became of it', sql: "e.status = 'BOOKED'" },
  ],
  numerator: { words: 'The person came', sql: "e.status = 'ATTENDED'" },
  dimensions: [
    'PRISON',
    'PRISON_FUNCTION',
    'REGION',
    'OFFICE',
    'CATEGORY',
    'SENTENCE_BAND',
    'RECALL',
    'SEX',
    'AGE_BAND',
    'BOOKED_BY',
    'TRANSFERRED_IN_LAST_28_DAYS',
    'RELEASE_DATE_MOVED_AFTER_BOOKING',
  ],
  agencies: ['jobcentre', 'prisons'],
  owner: 'Department for Work and Pensions',
  source:
    'DWP research report 784: 44 per cent of one adviser’s (2:961–963), and how missed interviews sour colleagues (2:610); release dates that are uncertain (2:826), prisons that move people (2:1078). That an interview belongs to a release of the 28 days before is our assumption.',
  target: null,
};
