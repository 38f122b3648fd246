import type { DurationMeasure } from '@throughgate/measures';
import { heldInterviews, ofAdviserInterviews } from './of-adviser-interviews.ts';

/** How early before release people see the adviser. */
export const daysBeforeRelease: DurationMeasure = {
  ...ofAdviserInterviews,
  form: 'duration',
  id: 'days-before-release',
  title: 'Days from adviser interview to release',
  question: 'How many days before their release do people see the Jobcentre’s adviser?',
  population: heldInterviews,
  clockStart: 'Day of the interview',
  window: 'Two years',
  exclusions: [
    {
      words: 'Inductions: they are held on arrival, whenever the release comes',
      sql: "e.purpose = 'INDUCTION'",
    },
  ],
  event: { words: 'The release from the stay', sql: 'e.released_on IS NOT NULL' },
  starts: 'e.booked_for_on',
  ends: 'e.released_on',
  censoredOn: [{ words: 'The stay ends otherwise: death, removal, hospital, an escape', sql: 'e.ended_on' }],
  horizonDays: 730,
  source:
    'DWP research report 784: earlier engagement at Deerbolt (2:775); many met the adviser very close to release (2:826).',
};
