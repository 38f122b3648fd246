/** A measure of the dashboard. */
export interface DashboardMeasure {
  readonly id: string;
  /** By what its chart tells apart, the best first: the first that the measure can be counted by is taken. */
  readonly by: readonly string[];
}

/** The twelve measures of the dashboard, in the order of a person's way: release, money, support, work. */
export const dashboardMeasures: readonly DashboardMeasure[] = [
  { id: 'referrals-against-target', by: ['MONTH'] },
  { id: 'assessed-in-time', by: ['CO_LOCATED', 'QUARTER'] },
  { id: 'no-take-up', by: ['ENDING_REASON', 'QUARTER'] },
  { id: 'ete-outcome', by: ['COMPLEXITY', 'QUARTER'] },
  { id: 'days-to-outcome', by: ['COMPLEXITY', 'QUARTER'] },
  { id: 'freshstart-attended', by: ['TRANSFERRED_IN_LAST_28_DAYS', 'QUARTER'] },
  { id: 'claim-closed-within', by: ['NAMED_CONTACT', 'QUARTER'] },
  { id: 'days-to-first-money', by: ['CLAIM_MADE_IN', 'QUARTER'] },
  { id: 'released-unseen', by: ['SENTENCE_BAND', 'QUARTER'] },
  { id: 'housed-first-night', by: ['SENTENCE_BAND', 'QUARTER'] },
  { id: 'work-at-6-weeks', by: ['QUARTER'] },
  { id: 'work-at-6-months', by: ['QUARTER'] },
];

/** By what a measure of the dashboard is counted. Every measure can be counted by quarter. */
export function dashboardBy({ by }: DashboardMeasure, dimensions: readonly string[]): string {
  return by.find((one) => dimensions.includes(one)) ?? (by[0] === 'MONTH' ? 'MONTH' : 'QUARTER');
}
