import type { Calibration } from './calibration.ts';
import { defaultCalibration } from './default.ts';

/**
 * Calibration of the profile `greater-manchester`: the employment service for people on probation in
 * Greater Manchester, contract DN535743, from its first referral to those sent by 29 February 2024, followed
 * up until all of them have run their course. What is not said here is as in the default profile.
 */
export const greaterManchesterCalibration: Calibration = {
  ...defaultCalibration,
  until: '2025-06-30',
  focus: { regionCode: 'N50', share: 1 },
  disposals: [
    // People on probation are on orders or on licence; the mix of the service is not published (assumption).
    ['SHORT_CUSTODY', 0.2],
    ['LONG_CUSTODY', 0.16],
    ['COMMUNITY_ORDER', 0.38],
    ['SUSPENDED_SENTENCE_ORDER', 0.26],
  ],
  people: {
    ...defaultCalibration.people,
    // The sex mix of the service is not published: the share of women on probation, 9% (assumption).
    femaleInCustody: 0.06,
    femaleInCommunity: 0.11,
  },
  returning: { ...defaultCalibration.returning, mostDisposals: 2 },
  supervision: { ...defaultCalibration.supervision, mostAppointments: 3 },
  benefits: {
    ...defaultCalibration.benefits,
    freshstart: { ...defaultCalibration.benefits.freshstart, otherwise: 0.44 },
    signing: { ...defaultCalibration.benefits.signing, share: 0.12 },
  },
  ete: {
    ...defaultCalibration.ete,
    // The service's start is not in the evaluation: the first full month after probation was unified on 26
    // June 2021, with which the commissioned rehabilitative services began (assumption).
    referred: 1,
    window: ['2021-07-01', '2024-02-29'],
    second: 0.1,
    // Higher than in the default profile, so that the evaluation's 31.9% come out again: of these people more
    // are cut short by the end of their supervision.
    outcome: { LOW: 0.475, MEDIUM: 0.38, HIGH: 0.23 },
    // Over 40% of referrals do not result in take-up (the evaluation); a sample of 7,200 must not fall below it.
    withdrawnBeforeAssessment: 0.122,
    daysToReferral: [5, 70],
  },
};
