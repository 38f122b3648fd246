import { cancellationReasons, withdrawalReasons } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/**
 * Why a referral ended. Source: reasons for withdrawing and, before those, for cancelling of Refer and Monitor an Intervention; a code that
 * is in both lists has the words of the newer.
 */
export const endingReason = listedDimension({
  id: 'ENDING_REASON',
  title: 'Reason for ending',
  describes: 'Why the referral ended, by the reasons of Refer and Monitor an Intervention.',
  column: 'ending_reason',
  list: () => {
    const older = cancellationReasons().map(({ code, description }) => [code, description] as const);
    const newer = withdrawalReasons().map(({ code, description }) => [code, description] as const);
    const onlyOlder = older.filter(([code]) => !newer.some(([other]) => other === code));
    return [...newer, ...onlyOlder, ['COMPLETED', 'Completed'] as const];
  },
});
