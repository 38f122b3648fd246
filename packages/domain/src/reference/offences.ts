import { csvLoader, indexBy } from './reference-file.ts';

/** An offence of the Home Office's counting rules. */
export interface Offence {
  /** Home Office code, category and subcategory: `028/03`. */
  readonly code: string;
  /** What is meant, for example `Other burglary in a dwelling.`. */
  readonly description: string;
  /** The category's own description. */
  readonly category: string;
  /** Widest group, for example `Burglary`. */
  readonly group: string;
  /** Category used by actuarial predictors, for example `BURGLARY_DOMESTIC`. */
  readonly actuarialCategory: string;
  /** Whether the offence counts as violent in predictors. */
  readonly violent: boolean;
}

/** All 3,039 offences. */
export const offences: () => readonly Offence[] = csvLoader('ho_offence_codes.csv', (row) => ({
  code: row('ho_code'),
  description: row('sub_category_description'),
  category: row('category_description'),
  group: row('parent_group_description'),
  actuarialCategory: row('actuarial_category'),
  violent: row('is_violent_sanction') === 'true',
}));

/** The offence with a Home Office code, or `undefined`. */
export const offence: (code: string) => Offence | undefined = indexBy(offences, ({ code }) => code);
