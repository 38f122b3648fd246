import type { ShareMeasure } from '@throughgate/measures';
import { ofAdviserInterviews } from './of-adviser-interviews.ts';

/** Adviser interviews that were not held because the person was moved to another prison. */
export const interviewsLostToTransfer: ShareMeasure = {
  ...ofAdviserInterviews,
  form: 'share',
  id: 'interviews-lost-to-transfer',
  title: 'Adviser interviews lost to a transfer',
  question: 'Of the adviser interviews that were booked, how many were lost because the person was moved?',
  population: {
    words:
      'Interviews in prison with the Jobcentre’s adviser of which is known whether they were held, or that a transfer took away',
    sql: 'e.held IS NOT NULL OR e.lost_to_transfer',
  },
  clockStart: null,
  window: null,
  numerator: {
    words:
      'Not held because of a transfer: the prison said so, or the person had arrived at another prison between booking and interview',
    sql: 'e.lost_to_transfer',
  },
  source:
    'DWP research report 784: moving people around prisons stands in the way of interviews (2:957, 519), and local prisons move them most (2:1078).',
};
