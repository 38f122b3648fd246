import { caseStudyEstate, caseStudyUnits } from '../reference/case-study-estate.ts';
import type { Calibration } from './calibration.ts';
import { defaultCalibration } from './default.ts';

/**
 * Calibration of the profile `review-2011`: the time and the prisons of DWP research report 784, from the joint review's
 * recommendations in March 2010 to mandation on day one in March 2012. What depends on the law of a day, such as
 * licences, benefits and programmes, follows from the dates; what is not said here is as in the default profile.
 */
export const reviewCalibration: Calibration = {
  ...defaultCalibration,
  until: '2012-03-31',
  journeysBegin: ['2010-03-01', '2012-02-15'],
  focus: { regionCode: 'N55', share: 0 },
  // Leeds received 20 to 30 people a week (the report, section 3): more of the people live there than in each other area.
  units: caseStudyUnits.map((code) => [code, code === 'N55LEE' ? 19 : 1] as const),
  disposals: [
    // Two thirds of those who should benefit serve no custodial sentence (the report, line on Probation's caseload);
    // short sentences are 65% of sentenced admissions (the same).
    ['SHORT_CUSTODY', 0.19],
    ['LONG_CUSTODY', 0.1],
    ['COMMUNITY_ORDER', 0.47],
    ['SUSPENDED_SENTENCE_ORDER', 0.24],
  ],
  returning: {
    ...defaultCalibration.returning,
    disposals: [
      ['SHORT_CUSTODY', 0.34],
      ['LONG_CUSTODY', 0.18],
      ['COMMUNITY_ORDER', 0.3],
      ['SUSPENDED_SENTENCE_ORDER', 0.18],
    ],
  },
  custody: {
    ...defaultCalibration.custody,
    estate: caseStudyEstate,
    curfewDaysBeforeRelease: 135,
  },
  orders: { ...defaultCalibration.orders, daytimeCurfew: 0.3 },
  licence: { ...defaultCalibration.licence, curfew: 0.2 },
  benefits: {
    ...defaultCalibration.benefits,
    // Adults in prison 67% unemployed before (the report, table 1.1); nearly everyone of them on a benefit then.
    atStart: 0.64,
    meanDaysToJob: { sixWeeks: 110, sixMonths: 380, later: 500 },
    jobRateByYear: {},
    freshstart: { ...defaultCalibration.benefits.freshstart, otherwise: 0.435 },
    // Everybody on Jobseeker's Allowance signs, once a fortnight; a few times of each claim are recorded.
    signing: { share: 0.6, everyDays: 14, times: 4 },
  },
  // Contracts for education, training and employment of this kind came in 2021.
  ete: { ...defaultCalibration.ete, referred: 0 },
};
