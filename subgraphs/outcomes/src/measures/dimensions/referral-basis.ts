import { listedDimension } from './listed-dimension.ts';

/** On what basis somebody was referred to a programme. Source: enum `ReferralBasis` of the graph; DWP research report 784, section 4.3. */
export const referralBasis = listedDimension({
  id: 'REFERRAL_BASIS',
  title: 'Basis of referral',
  describes: 'On what basis the person was referred to the programme.',
  column: 'referral_basis',
  list: () => [
    ['DAY_ONE', 'Day one of release'],
    ['WITHIN_13_WEEKS', 'Within 13 weeks of release'],
    ['NINE_MONTHS', 'Nine months of a claim, under 25'],
    ['TWELVE_MONTHS', 'Twelve months of a claim'],
    ['EARLY_ACCESS', 'Early access'],
    ['VOLUNTARY', 'Voluntary'],
  ],
});
