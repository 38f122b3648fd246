import { nationalEstate } from '../reference/prison-catchment.ts';
import type { Calibration } from './calibration.ts';

/**
 * Calibration of the profile `default`. A comment names the source of a value; a value without one is an
 * assumption, chosen to be plausible and to keep the volume in bounds. README.md lists the figures that
 * come out, beside the published ones.
 */
export const defaultCalibration: Calibration = {
  until: '2026-10-31',
  journeysBegin: ['2021-09-01', '2026-08-31'],
  // Greater Manchester is the area whose service the project knows best: more people there than its tenth
  // of the country. The others spread over the delivery units evenly.
  focus: { regionCode: 'N50', share: 0.25 },
  units: null,
  disposals: [
    // Short sentences are 65% of sentenced admissions (National Audit Office 2010, in DWP research report 784).
    ['SHORT_CUSTODY', 0.27],
    ['LONG_CUSTODY', 0.155],
    ['COMMUNITY_ORDER', 0.355],
    ['SUSPENDED_SENTENCE_ORDER', 0.22],
  ],
  people: {
    // About 96% of people in prison and 91% of people on probation are men.
    femaleInCustody: 0.032,
    femaleInCommunity: 0.125,
    ages: [
      [[18, 20], 0.07],
      [[21, 24], 0.12],
      [[25, 29], 0.17],
      [[30, 39], 0.34],
      [[40, 49], 0.18],
      [[50, 59], 0.09],
      [[60, 74], 0.03],
    ],
  },
  identifiers: {
    withoutPnc: 0.04,
    withoutCro: 0.15,
    withoutNino: 0.05,
    prisonerNumberAtJobcentre: 0.6,
    shortNameAtJobcentre: 0.05,
  },
  custody: {
    estate: nationalEstate,
    // From 6 June 2023 (SI 2023/390, not verified at its source), and until 2 June 2025; 135 days before, 365 after.
    curfewDaysBeforeRelease: 180,
    // Most people with a short sentence serve less than six weeks, that is at most 84 days at the half-way
    // point (National Audit Office 2010, in DWP research report 784).
    shortDays: [
      [[14, 42], 0.34],
      [[43, 84], 0.33],
      [[85, 140], 0.17],
      [[141, 240], 0.1],
      [[241, 364], 0.06],
    ],
    longDays: [
      [[365, 545], 0.38],
      [[546, 729], 0.2],
      [[730, 1095], 0.24],
      [[1096, 1460], 0.12],
      [[1461, 2190], 0.06],
    ],
    remanded: { short: 0.25, long: 0.55 },
    remandDays: { short: [5, 40], long: [30, 200] },
    excludedFromEarlyRelease: 0.35,
    homeDetentionCurfew: 0.22,
    transferFromDays: 50,
    transferred: 0.7,
    temporaryReleaseFromDays: 300,
    temporaryRelease: 0.45,
    court: 0.08,
    hospital: 0.05,
    inductionBooked: 0.9,
    preReleaseBooked: 0.75,
    interviewHeld: 0.86,
  },
  recall: {
    // Recalls 11,041 to releases 14,946 in April to June 2025 (Offender Management Statistics Quarterly).
    meanDays: 108,
    most: 3,
    fixedTerm: 0.7,
    standardDays: [45, 200],
  },
  licence: { curfew: 0.12, otherConditions: [1, 3] },
  returning: {
    // Proven reoffending in a year, 2023 cohort: 59.2% after less than twelve months, 27.5% overall (Ministry
    // of Justice), times 0.55: the share that leads to an order or a sentence rather than a fine (assumption).
    share: { SHORT_CUSTODY: 0.33, LONG_CUSTODY: 0.15, COMMUNITY_ORDER: 0.16, SUSPENDED_SENTENCE_ORDER: 0.14 },
    meanDays: 170,
    disposals: [
      ['SHORT_CUSTODY', 0.5],
      ['LONG_CUSTODY', 0.22],
      ['COMMUNITY_ORDER', 0.16],
      ['SUSPENDED_SENTENCE_ORDER', 0.12],
    ],
    mostDisposals: 3,
  },
  orders: {
    days: [
      [182, 0.1],
      [365, 0.5],
      [547, 0.2],
      [730, 0.2],
    ],
    daytimeCurfew: 0.1,
    completedEarly: 0.12,
    revoked: 0.12,
  },
  supervision: {
    mostAppointments: 5,
    interval: [14, 42],
    outcomes: [
      ['ATTC', 0.74],
      ['AFTA', 0.13],
      ['RSSR', 0.07],
      ['AFTC', 0.02],
      ['APPW', 0.04],
    ],
  },
  benefits: {
    // Before prison 67% were unemployed (DWP research report 784, table 1.1); not everyone of them claims.
    atStart: 0.6,
    afterRelease: 0.78,
    // A named contact "made a big difference" (Cardiff, in DWP research report 784); how big is an assumption.
    daysToClose: { named: [1, 9], otherwise: [5, 28] },
    freshstartBooked: 0.75,
    // Together they give the 44% that an Employment and Benefit Adviser told (DWP research report 784). The report names
    // transfers, dates that move and appointments as causes; how much each weighs is an assumption.
    freshstart: { otherwise: 0.455, clash: 0.3, transfer: 0.6, far: 0.8, dateMoved: 0.55, prepared: 1.15 },
    // Employed six weeks after release 17.4 to 20.1%, six months after 25.9 to 31.1% (official statistics,
    // 2022/23 to 2024/25); out-of-work benefit 54% one month and 42% two years after release (2013 share).
    meanDaysToJob: { sixWeeks: 92, sixMonths: 330, later: 600 },
    jobRateByYear: { '2022': [0.74, 0.3], '2023': [0.97, 0.85], '2024': [0.93, 0.85] },
    meanDaysInJob: 420,
    meanDaysToOtherClosure: 700,
    meanDaysToReclaim: 280,
    programme: 0.12,
    mandationMissed: 0.12,
    signing: { share: 0.2, everyDays: 14, times: 3 },
    workSearchReview: 0.25,
  },
  ete: {
    // 47% have no qualifications and 67% were unemployed (DWP research report 784, table 1.1).
    referred: 0.4,
    window: null,
    second: 0.05,
    daysToReferral: [5, 90],
    complexity: [
      ['LOW', 0.25],
      ['MEDIUM', 0.45],
      ['HIGH', 0.3],
    ],
    cancelled: 0.06,
    // The evaluation does not know why people drop out; it believes that caseloads and waiting have their part. That
    // they have this much is an assumption; together they give the share that the evaluation counts.
    withdrawnBeforeAssessment: 0.118,
    offeredAfter: [4, 8],
    dropOutPerDay: 1.09,
    dropOutByLoad: 0.3,
    // 97% of those assessed, within the targeted ten days (Career Connect evaluation of the Greater Manchester
    // service); over 40% of referrals do not result in take-up.
    assessedInTime: 0.97,
    withdrawnAfterAssessment: 0.14,
    // 31.9% of participants achieve an outcome within an average of 60 days, fewer women and fewer of high
    // complexity (the same evaluation).
    outcome: { LOW: 0.46, MEDIUM: 0.37, HIGH: 0.225 },
    outcomeOfWomen: 0.72,
    meanDaysToOutcome: 62.5,
    secondOutcome: 0.15,
    outcomeTypes: [
      ['EMPLOYMENT', 0.5],
      ['TRAINING_STARTED', 0.35],
      ['EDUCATION_STARTED', 0.15],
    ],
    mostSessions: 4,
    assessmentAtProbation: 0.3,
    keyWorkersPerUnit: 4,
    // All of them sit in probation offices: what co-location is worth cannot be read off this population.
    elsewhere: { share: 0, lost: 0 },
  },
};
