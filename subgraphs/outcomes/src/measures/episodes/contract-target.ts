import { crsContract } from '@throughgate/domain';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';

/** Targets of contracts: how many referrals each is to bring in a month. Public, and about nobody. */
export const contractTarget = defineEpisodes({
  name: 'contract_target',
  describes: 'The number of referrals that a contract is to bring in one month.',
  about: 'register',
  version: 1,
  columns: {
    contract_reference: columns.contract_reference,
    provider_code: columns.provider_code,
    month: { type: 'date', describes: 'First day of the month.' },
    referrals: { type: 'integer', describes: 'How many referrals it is to bring in that month.' },
  },
  async derive({ client }) {
    const { rows } = await client.query<{
      readonly contract_reference: string;
      readonly month: string;
      readonly referrals: number | null;
    }>(
      `SELECT contract_reference, month::text AS month, referrals FROM outcomes.referral_target
       WHERE agency = 'providers' ORDER BY contract_reference, month`,
    );
    return rows.map((row) => ({
      id: `${row.contract_reference} ${row.month}`,
      personId: null,
      provider_code: crsContract(row.contract_reference)?.primeProviderCode ?? null,
      ...row,
    }));
  },
});
