import type { ShareMeasure } from '@throughgate/measures';

/** Episodes of support in which all planned visits took place in their window. */
export const visitsAsPlanned: ShareMeasure = {
  form: 'share',
  id: 'visits-as-planned',
  title: 'Support with all visits as planned',
  question: 'In how many cases does a programme make all visits and meetings that it plans around a release?',
  version: 1,
  validFrom: '2020-01-01',
  validTo: null,
  episode: 'support_episode',
  population: {
    words: 'Episodes of programmes that plan visits whose window is over',
    sql: 'e.visits_due_by < $as_of',
  },
  day: 'e.release_on',
  clockStart: 'The release, or the day planned for it',
  window: 'As the programme plans: of Throughcare three visits in prison, and six meetings in six weeks',
  numerator: {
    words: 'As many visits in prison and as many meetings in their window as planned, the person being there',
    sql: 'e.done_before >= e.planned_before AND e.done_after >= e.planned_after',
  },
  exclusions: [
    {
      words: 'Recalled before the window was over: the meetings that were left could not be',
      sql: 'e.recalled_on IS NOT DISTINCT FROM e.visits_due_by',
    },
  ],
  dimensions: ['PROGRAMME', 'PROVIDER', 'REGION', 'DELIVERY_UNIT', 'SEX', 'AGE_BAND', 'SENTENCE_BAND'],
  agencies: ['providers'],
  owner: 'Throughgate',
  source:
    'DWP research report 784, box 3.15, Throughcare Addiction Service (seed 2:928); counted by the plan that the graph shows, SupportEpisode.visitPlan.',
  target: null,
};
