import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  /** Code of the programme, for example `WORK_PROGRAMME`. */
  programme: 'text',
  mandatory: 'boolean',
  referred_on: 'date',
  provider_code: 'text',
  started_on: 'date',
  ended_on: 'date',
} as const;

const referralRow: ReadRows<typeof columns> = (data) => {
  const id = data.text('referral.id');
  if (id === null) return [];
  return [
    {
      id,
      programme: data.code('referral.programme'),
      mandatory: data.flag('referral.mandatory'),
      referred_on: data.day('referral.referredOn'),
      provider_code: data.text('referral.providerCode'),
      started_on: data.day('referral.startedOn'),
      ended_on: data.day('referral.endedOn'),
    },
  ];
};

/** Referrals of claimants to employment programmes, with the provider and the days on which they took part. */
export const programmeReferral = defineFact({
  table: 'programme_referral',
  about: 'person',
  version: 1,
  columns,
  indexes: [],
  events: {
    jobcentre: {
      'jobcentre.programme-referral.made': referralRow,
      'jobcentre.programme-referral.started': referralRow,
      'jobcentre.programme-referral.ended': referralRow,
    },
  },
});
