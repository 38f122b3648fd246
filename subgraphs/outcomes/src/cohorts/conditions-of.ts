import { type Cohort, MeasureError } from '@throughgate/measures';
import type { CohortInput } from '../generated/graphql.ts';
import { ageBandsOf } from '../measures/dimensions/age-band.ts';
import { sentenceBandsUnder } from '../measures/dimensions/sentence-band.ts';

/** Lists of codes of an input, with the dimension whose codes they are. */
const lists = {
  prisonIds: 'PRISON',
  prisonFunctions: 'PRISON_FUNCTION',
  regionCodes: 'REGION',
  deliveryUnitCodes: 'DELIVERY_UNIT',
  officeCodes: 'OFFICE',
  benefitCentreCodes: 'BENEFIT_CENTRE',
  providerCodes: 'PROVIDER',
  contractReferences: 'CONTRACT',
  programmes: 'PROGRAMME',
  sex: 'SEX',
  ageBands: 'AGE_BAND',
  sentenceBands: 'SENTENCE_BAND',
  complexity: 'COMPLEXITY',
  releasedIn: 'MONTH',
} as const satisfies Partial<Record<keyof CohortInput, string>>;

/** Codes that one list may name. */
const mostCodes = 500;

/**
 * Conditions of a cohort as it is given, on top of those of the saved one that it names. Where several say something of one
 * dimension, all must hold.
 *
 * Raises `UNKNOWN_COHORT` when a list is empty or too long, or when nobody can be in it, and `COHORT_OFF_GRID` for ages and sentences that
 * lie within a band.
 * @param argument name of the argument, for messages
 */
export function conditionsOf(input: CohortInput, saved: Cohort, argument: string): Cohort {
  const conditions = new Map<string, ReadonlySet<string>>();
  const add = (dimension: string, codes: readonly string[], place: string) => {
    const before = conditions.get(dimension);
    const both = new Set(before ? codes.filter((code) => before.has(code)) : codes);
    if (both.size === 0) {
      throw new MeasureError(
        'UNKNOWN_COHORT',
        before
          ? `Nobody can be in this cohort: "${place}" and another condition name no common code of ${dimension}.`
          : `"${place}" names no code: nobody would be counted. Leave it out to count everybody.`,
        place,
      );
    }
    conditions.set(dimension, both);
  };
  for (const [dimension, codes] of Object.entries(saved)) add(dimension, codes, `${argument}.saved`);
  for (const [field, dimension] of Object.entries(lists)) {
    const codes = input[field as keyof typeof lists];
    const place = `${argument}.${field}`;
    if (codes == null) continue;
    if (codes.length > mostCodes) {
      throw new MeasureError('UNKNOWN_COHORT', `"${place}" may name at most ${mostCodes} codes.`, place);
    }
    add(dimension, codes, place);
  }
  const { ageFrom, ageTo, sentenceUnderMonths, recall } = input;
  if (ageFrom != null || ageTo != null) {
    const bands = onGrid(argument, () => ageBandsOf({ from: ageFrom ?? null, to: ageTo ?? null }));
    add('AGE_BAND', bands, `${argument}.${ageFrom == null ? 'ageTo' : 'ageFrom'}`);
  }
  if (sentenceUnderMonths != null) {
    const bands = onGrid(argument, () => sentenceBandsUnder(sentenceUnderMonths));
    add('SENTENCE_BAND', bands, `${argument}.sentenceUnderMonths`);
  }
  if (recall != null) add('RECALL', [recall ? 'YES' : 'NO'], `${argument}.recall`);
  return Object.fromEntries([...conditions].map(([dimension, codes]) => [dimension, [...codes].sort()]));
}

/** Bands that were asked for by their edges; of an error it says in which argument the edge is. */
function onGrid<Bands>(argument: string, bands: () => Bands): Bands {
  try {
    return bands();
  } catch (error) {
    if (!(error instanceof MeasureError)) throw error;
    throw new MeasureError(error.code, error.message, `${argument}.${error.argument}`);
  }
}
