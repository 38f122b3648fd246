import type { CountMeasure } from '@throughgate/measures';
import { ofAdviserInterviews } from './of-adviser-interviews.ts';

/** Inductions that advisers hold. */
export const inductionsAWeek: CountMeasure = {
  ...ofAdviserInterviews,
  dimensions: [...ofAdviserInterviews.dimensions, 'WEEK'],
  form: 'count',
  id: 'inductions-a-week',
  title: 'Inductions held by advisers in prison',
  question: 'How many newly received people do advisers see in a week?',
  population: {
    words: 'Induction interviews with the Jobcentre’s adviser that were held',
    sql: "e.purpose = 'INDUCTION' AND e.held AND e.booked_for_on <= $as_of",
  },
  clockStart: null,
  window: 'Asked by WEEK: from Monday to Sunday',
  source: 'DWP research report 784: 20 to 30 a week at Leeds (2:779).',
};
