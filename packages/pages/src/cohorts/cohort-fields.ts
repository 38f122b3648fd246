import { prisons, probationRegions } from '@throughgate/domain';
import { type Parameters, valuesOf } from '../choice/choice.ts';

/** A list of codes from which a cohort is chosen. */
export interface CohortField {
  /** The field of `CohortInput`, and of the form. */
  readonly name: string;
  /** The dimension of the graph whose codes they are. */
  readonly dimension: string;
  readonly title: string;
  /** The codes, where the graph does not list them since the list grows. */
  readonly codes?: () => readonly Code[];
}

/** A code with its words. */
export interface Code {
  readonly code: string;
  readonly label: string;
}

const byLabel = (codes: readonly Code[]) =>
  codes.toSorted((one, other) => one.label.localeCompare(other.label));

/** The lists of the builder, in its order. */
export const cohortFields: readonly CohortField[] = [
  { name: 'sex', dimension: 'SEX', title: 'Sex' },
  { name: 'ageBands', dimension: 'AGE_BAND', title: 'Age' },
  { name: 'sentenceBands', dimension: 'SENTENCE_BAND', title: 'Sentence' },
  { name: 'complexity', dimension: 'COMPLEXITY', title: 'Complexity of the referral' },
  {
    name: 'regionCodes',
    dimension: 'REGION',
    title: 'Probation region',
    codes: () => byLabel(probationRegions().map(({ code, name }) => ({ code, label: name }))),
  },
  { name: 'prisonFunctions', dimension: 'PRISON_FUNCTION', title: 'Function of the prison' },
  {
    name: 'prisonIds',
    dimension: 'PRISON',
    title: 'Prison',
    codes: () => byLabel(prisons().map(({ id, name }) => ({ code: id, label: name }))),
  },
];

/** A cohort as it was chosen in the builder: as `CohortInput` of the graph; undefined where nothing was chosen. */
export function cohortOfParameters(
  parameters: Parameters,
): Readonly<Record<string, readonly string[]>> | undefined {
  const chosen = cohortFields.flatMap(({ name }) => {
    const codes = valuesOf(parameters, name);
    return codes.length > 0 ? [[name, [...new Set(codes)]] as const] : [];
  });
  return chosen.length > 0 ? Object.fromEntries(chosen) : undefined;
}

/** The parameters of a form or address that are sent once or more often. */
export function parametersOf(fields: URLSearchParams): Parameters {
  return Object.fromEntries([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)]));
}
