import { gapOnRelease } from './gap-on-release.ts';

/** Released without a bank account. */
export const noAccountOnRelease = gapOnRelease('gap_no_bank_account', {
  id: 'no-account-on-release',
  title: 'Released without a bank account',
  question:
    'How many of those released had no account opened, of those of whom the prison applied or found the need?',
  gap: 'The prison applied for an account and none was opened by the day of the release; or it found the need and applied for none.',
  unknown: 'the prison recorded neither an application nor the pathway for finance and identification.',
  agencies: ['prisons'],
  source:
    'DWP research report 784 (2012): no account, bad credit (2:708). The gap NO_BANK_ACCOUNT of `releases`.',
});
