import type { Measure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';

/** The prisoner finance gap: how long people wait from the gate to their first money. */
export const daysToFirstMoney: Measure = {
  ...ofReleases,
  form: 'duration',
  id: 'days-to-first-money',
  title: 'Days from the gate to the first money',
  question: 'How many days pass from release until the first benefit, grant or wage reaches a person?',
  version: 1,
  population: { words: 'Releases from custody.', sql: 'true' },
  clockStart: 'The London day of the release, which is day 0.',
  window: 'A year: whoever has had no money by then is not watched any longer.',
  event: {
    words: 'The first benefit, grant or wage is paid. An advance is a loan and ends no wait.',
    sql: 'e.first_money_on IS NOT NULL',
  },
  starts: 'e.released_on',
  ends: 'e.first_money_on',
  censoredOn: [
    {
      words: 'Back in custody, recalled or anew: money that comes later belongs to the next release.',
      sql: 'e.again_in_custody_on',
    },
    { words: 'Death.', sql: 'e.died_on' },
    { words: 'Removal from the country.', sql: 'e.removed_on' },
  ],
  horizonDays: 365,
  exclusions: [],
  dimensions: [...ofReleases.dimensions, 'CLAIM_MADE_IN'],
  agencies: ['prisons', 'jobcentre', 'providers'],
  source:
    'The finance gap: DWP research report 784 (2012), chapter 3, the man at Durham (2:710); booking Freshstart interviews delayed payment (2:771); claims that are taken in prison (2:1037); grants (2:559). Wages are known of jobs that a provider found.',
  target: null,
};
