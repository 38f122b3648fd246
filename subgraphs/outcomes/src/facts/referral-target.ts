import { defineFact } from './fact.ts';

/** How many referrals contracts are to bring, by month. */
export const referralTarget = defineFact({
  table: 'referral_target',
  about: 'register',
  version: 1,
  columns: { contract_reference: 'text', month: 'date', referrals: 'integer' },
  indexes: [],
  events: {
    providers: {
      'providers.target.set': (data) => {
        const contract_reference = data.text('contractReference');
        const month = data.day('target.month');
        if (contract_reference === null || month === null) return [];
        // One for a month: setting it again replaces it.
        return [{ id: month, contract_reference, month, referrals: data.integer('target.referrals') }];
      },
    },
  },
});
