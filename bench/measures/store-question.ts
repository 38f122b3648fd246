import { addDays, addMonths, type PlainDate } from '@throughgate/domain';
import type { MeasureQuestion } from '@throughgate/measures';

/** A question to a measure, beside SQL that somebody would write who only ever wants this one answer. */
export interface StoreQuestion {
  readonly name: string;
  readonly question: Pick<MeasureQuestion, 'measure' | 'by'>;
  /** Gives two codes, how many were counted, and how many of those met the condition; `$from` and `$to` are the period. */
  readonly byHand: string;
}

/** Released without having seen the adviser, in short. */
const counts = `count(*) AS denominator, count(*) FILTER (WHERE adviser_seen_on IS NULL) AS numerator
  FROM base_release
  WHERE learnt_to IS NULL AND days_served >= 14 AND released_on BETWEEN $from::DATE AND $to::DATE
  GROUP BY ALL`;

/** The same share by two columns, and by a column and what is worked out of a day. */
export const storeQuestions: readonly StoreQuestion[] = [
  {
    name: 'by region and length of sentence',
    question: { measure: 'released-unseen', by: ['REGION', 'SENTENCE_BAND'] },
    byHand: `SELECT coalesce(region_code, 'UNKNOWN') AS one,
      CASE WHEN sentence_days >= 1461 THEN '4_YEARS_AND_MORE' WHEN sentence_days >= 730 THEN '2_TO_4_YEARS'
        WHEN sentence_days >= 365 THEN '1_TO_2_YEARS' WHEN sentence_days >= 181 THEN '6_TO_12_MONTHS'
        WHEN sentence_days >= 1 THEN 'UNDER_6_MONTHS' ELSE 'NONE' END AS other, ${counts}`,
  },
  {
    name: 'by month and region',
    question: { measure: 'released-unseen', by: ['MONTH', 'REGION'] },
    byHand: `SELECT strftime(date_trunc('month', released_on), '%Y-%m') AS one, coalesce(region_code, 'UNKNOWN') AS other, ${counts}`,
  },
];

/** A period of two years that nobody has asked about yet: of each turn another, of those that begin with a month. */
export function periodOf(turn: number): { readonly from: PlainDate; readonly to: PlainDate } {
  const from = addMonths('2021-01-01', turn % 36);
  return { from, to: addDays(addMonths(from, 24), -1) };
}
