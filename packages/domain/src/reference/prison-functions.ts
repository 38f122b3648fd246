import type { PlainDate } from '../calendar/plain-date.ts';
import { prison } from './prisons.ts';

/** What a prison is for. */
export type PrisonFunction =
  | 'LOCAL'
  | 'HIGH_SECURITY'
  | 'CLOSED_TRAINING'
  | 'OPEN'
  | 'SEMI_OPEN'
  | 'YOUNG_OFFENDERS'
  | 'RESETTLEMENT'
  | 'FEMALE_CLOSED'
  | 'FEMALE_OPEN';

/** From which day on it is known what a prison is for. */
export interface KnownFunction {
  readonly prisonId: string;
  readonly function: PrisonFunction;
  /** First day for which it is known. */
  readonly from: PlainDate;
}

/** When the review of which the report tells began: its first day is not told (2010 to 2012). */
const review = '2010-03-01';

/**
 * Source: Department for Work and Pensions, Research Report 784 (2012), the case-study prisons as the report names their
 * kinds: "male closed" is taken for closed training (its table 4.1). It has Usk and Prescoed in one row, as "male closed";
 * Prescoed is an open prison, so that row is read for Usk alone.
 */
const known: readonly KnownFunction[] = [
  { prisonId: 'UKI', function: 'CLOSED_TRAINING', from: review },
  { prisonId: 'CFI', function: 'LOCAL', from: review },
  { prisonId: 'PRI', function: 'YOUNG_OFFENDERS', from: review },
  { prisonId: 'DMI', function: 'RESETTLEMENT', from: review },
  { prisonId: 'LNI', function: 'FEMALE_CLOSED', from: review },
  { prisonId: 'DTI', function: 'YOUNG_OFFENDERS', from: review },
  { prisonId: 'RSI', function: 'CLOSED_TRAINING', from: review },
  { prisonId: 'STI', function: 'FEMALE_CLOSED', from: review },
  { prisonId: 'TCI', function: 'YOUNG_OFFENDERS', from: review },
  { prisonId: 'HLI', function: 'LOCAL', from: review },
  { prisonId: 'WOI', function: 'LOCAL', from: review },
  { prisonId: 'EVI', function: 'CLOSED_TRAINING', from: review },
];

/** What is known of prisons beyond the register, in the order of time for each prison. */
export function prisonFunctions(): readonly KnownFunction[] {
  return known;
}

/**
 * What a prison is for, as last known on a day; null where that is not known. The prison register tells only which prisons
 * are of the long-term and high security estate, and tells it of today.
 */
export function prisonFunction(id: string, on: PlainDate): PrisonFunction | null {
  const told = known.findLast((entry) => entry.prisonId === id && entry.from <= on);
  if (told) return told.function;
  return prison(id)?.longTermHighSecurity ? 'HIGH_SECURITY' : null;
}
