import type { LengthMeasure } from '@throughgate/measures';
import { heldInterviews, ofAdviserInterviews } from './of-adviser-interviews.ts';

/** How long adviser interviews in prison take. */
export const interviewLength: LengthMeasure = {
  ...ofAdviserInterviews,
  form: 'length',
  id: 'interview-length',
  title: 'Length of adviser interviews in prison',
  question: 'How many minutes do interviews with the Jobcentre’s adviser last?',
  population: heldInterviews,
  clockStart: 'When the interview begins',
  window: null,
  length: 'e.minutes',
  unit: 'minutes',
  source:
    'DWP research report 784: often a few minutes (2:234), about 30 at Deerbolt before release (2:775). Interviews whose length nobody recorded are left out.',
};
