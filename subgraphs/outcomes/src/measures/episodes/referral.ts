import { caseload } from './caseload.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';
import { readReferrals } from './read-referrals.ts';

/**
 * Referrals for education, training and employment support to providers of Commissioned Rehabilitative Services: what came of each, and when.
 * What the key worker is said to be is as on the day of the first assignment; what is said of the person is as on the day of the
 * referral.
 */
export const referral = defineEpisodes({
  name: 'referral',
  describes: 'One referral of a person to a provider under a contract.',
  about: 'person',
  version: 1,
  columns: {
    sex: columns.sex,
    age: columns.age,
    complexity: columns.complexity,
    provider_code: columns.provider_code,
    contract_reference: columns.contract_reference,
    region_code: columns.region_code,
    delivery_unit_code: columns.delivery_unit_code,
    sentence_days: columns.sentence_days,
    co_located: columns.co_located,
    ending_reason: columns.ending_reason,
    step: columns.step,
    sent_on: { type: 'date', describes: 'Day of the referral.' },
    due_on: {
      type: 'date',
      describes: 'The tenth working day after it: by then the initial assessment is to be completed.',
    },
    key_worker: {
      type: 'text',
      describes: 'The first key worker: code of the provider and code of the worker.',
      names: true,
    },
    assigned_on: { type: 'date', describes: 'Day of the first assignment to a key worker.' },
    booked_for: { type: 'date', describes: 'Day of the first booking of the initial assessment.' },
    assessed_on: { type: 'date', describes: 'Day on which the initial assessment was completed.' },
    approved_on: {
      type: 'date',
      describes: 'Day on which probation approved the action plan: support was taken up.',
    },
    first_session_on: { type: 'date', describes: 'Day of the first session to which the person came.' },
    outcome_on: { type: 'date', describes: 'Day of the first outcome of any kind.' },
    employment_on: { type: 'date', describes: 'Day of the first job.' },
    learning_on: { type: 'date', describes: 'Day of the first training or education.' },
    sustained_on: {
      type: 'date',
      describes:
        'Day of the first check that found the person still in work, in a job that had not ended as many weeks after its start.',
    },
    ended_on: { type: 'date', describes: 'Day on which the referral ended.' },
    status: { type: 'text', describes: 'How it stands: PRE_ICA, POST_ICA, COMPLETED, WITHDRAWN, CANCELLED.' },
  },
  computed: { caseload: caseload('referral') },
  derive: readReferrals,
});
