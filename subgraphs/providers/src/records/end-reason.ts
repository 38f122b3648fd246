import { cancellationReasons, withdrawalReasons } from '@throughgate/domain';

/** A reason for which a referral ended, as Refer and Monitor an Intervention codes it. */
export interface EndReason {
  /** For example `NOT`. */
  readonly code: string;
  /** For example `Not engaged`. */
  readonly description: string;
}

/**
 * The reasons with which a referral can end in a status: withdrawals and cancellations have lists of their own,
 * in which one code may mean different things; any other status has none.
 */
export function endReasons(status: string): readonly EndReason[] {
  if (status === 'WITHDRAWN') return withdrawalReasons();
  if (status === 'CANCELLED') return cancellationReasons();
  return [];
}

/** The reason with a code among those of a status, or `undefined`. */
export function endReason(status: string, code: string): EndReason | undefined {
  return endReasons(status).find((reason) => reason.code === code);
}
