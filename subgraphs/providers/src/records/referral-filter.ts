import { addDays, londonDate } from '@throughgate/domain';
import { atLeast, type Condition } from '@throughgate/subgraph-kit';
import type { ReferralFilter } from '../generated/graphql.ts';
import type { Referral } from '../generated/prisma/client.ts';

/** What referrals must be that a filter asks for. Raises `BAD_USER_INPUT` for days without contact below 0. */
export function referralConditions(filter: ReferralFilter | null | undefined): Condition<Referral>[] {
  const { referredFrom, referredTo, status, complexity, sex, keyWorkerCodes, deliveryUnitCodes } =
    filter ?? {};
  return [
    { column: 'referredOn', from: referredFrom, through: referredTo },
    { column: 'status', in: status },
    { column: 'complexity', in: complexity },
    { column: 'sex', in: sex },
    { column: 'keyWorkerCode', in: keyWorkerCodes },
    { column: 'keyWorkerDeliveryUnitCode', in: deliveryUnitCodes },
    ...withoutContact(filter?.withoutContactDays),
  ];
}

function withoutContact(days: number | null | undefined): Condition<Referral>[] {
  if (days == null) return [];
  const since = addDays(londonDate(new Date()), -atLeast('withoutContactDays', days, 0));
  return [
    { column: 'endedOn', empty: true },
    { column: 'silentSince', through: since },
  ];
}
