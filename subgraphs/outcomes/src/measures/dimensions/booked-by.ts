import { listedDimension } from './listed-dimension.ts';

/** Who booked an interview. Source: enum `InterviewBooker` of the graph. */
export const bookedBy = listedDimension({
  id: 'BOOKED_BY',
  title: 'Booked by',
  describes: 'Who booked the interview.',
  column: 'booked_by',
  list: () => [
    ['PRISON_ADVISER', 'Employment and Benefit Adviser in prison'],
    ['OFFICE', 'Jobcentre office'],
    ['PROBATION', 'Probation practitioner'],
    ['PERSON', 'The person'],
  ],
});
