import type { Funnel } from '@throughgate/measures';
import { referralFunnel } from './referral.ts';

/** All funnels in all their versions, a file each. */
export const funnels: readonly Funnel[] = [referralFunnel];
