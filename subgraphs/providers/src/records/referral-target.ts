import { recordId } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  type RegisterFile,
  registerFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { SetReferralTargetInput } from '../generated/graphql.ts';
import type { ReferralTarget } from '../generated/prisma/client.ts';
import { contractInput } from './contract.ts';
import type { ProviderTables } from './referral-file.ts';

/** What the providers keep of a contract, which is about nobody. */
const contractFile = registerFile<ProviderTables>({
  name: 'contract',
  key: 'contractReference',
  check: (_field, reference) => contractInput(reference).reference,
});

/**
 * Sets how many referrals a contract is to bring in a month, in place of any figure before. Raises `BAD_USER_INPUT` for a day
 * that is not the first of a month and a number below 0.
 */
export async function setReferralTarget(
  file: RegisterFile<ProviderTables>,
  { month, referrals }: SetReferralTargetInput,
): Promise<string> {
  if (!month.endsWith('-01')) {
    throw badInput(
      'month',
      `"month" must be the first day of a month, for example 2026-11-01, not ${month}.`,
    );
  }
  const target: Stored<ReferralTarget> = {
    // One for a month, so that setting it again replaces it.
    id: recordId('providers', `contract/${file.key}/targets/${month}`),
    contractReference: file.key,
    month,
    referrals: atLeast('referrals', referrals, 0),
  };
  file.record({
    type: 'providers.target.set',
    occurredAt: file.recordedAt,
    rows: { ReferralTarget: target },
    data: { target: { month, referrals } },
  });
  return target.id;
}

/** How many referrals a contract is to bring in a month. */
export const referralTarget = defineRecord(contractFile, {
  table: 'ReferralTarget',
  key: 'id',
  listOf: { contractReference: { by: 'month' } },
  commands: { setReferralTarget },
});
