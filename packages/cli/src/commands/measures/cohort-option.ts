import { InvalidArgumentError } from 'commander';

/** Keys of `--cohort`, with the field of the graph's `CohortInput`. */
const lists: Readonly<Record<string, string>> = {
  prison: 'prisonIds',
  'prison-function': 'prisonFunctions',
  region: 'regionCodes',
  'delivery-unit': 'deliveryUnitCodes',
  office: 'officeCodes',
  'benefit-centre': 'benefitCentreCodes',
  provider: 'providerCodes',
  contract: 'contractReferences',
  programme: 'programmes',
  sex: 'sex',
  'age-band': 'ageBands',
  'sentence-band': 'sentenceBands',
  complexity: 'complexity',
  'released-in': 'releasedIn',
};
const numbers: Readonly<Record<string, string>> = {
  'age-from': 'ageFrom',
  'age-to': 'ageTo',
  'sentence-under-months': 'sentenceUnderMonths',
};
const keys = [...Object.keys(lists), ...Object.keys(numbers), 'recall'].sort().join(', ');

/** What `--cohort` takes, in words. */
export const cohortHelp = `a saved cohort (name, name@2), or key=code,code: ${keys}; several must all hold`;

/** Adds a condition, `sex=F` or the name of a saved cohort, to those of the options before it. */
export function collectCohort(
  value: string,
  before: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const [field, content] = conditionOf(value);
  if (field in before)
    throw new InvalidArgumentError(`${field} is given twice: name all its codes in one --cohort.`);
  return { ...before, [field]: content };
}

function conditionOf(value: string): readonly [string, unknown] {
  const at = value.indexOf('=');
  if (at === -1) return ['saved', value];
  const [key, text] = [value.slice(0, at).trim(), value.slice(at + 1).trim()];
  const codes = text
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
  if (codes.length === 0) throw new InvalidArgumentError(`${key} names no code, as in sex=F.`);
  const list = lists[key];
  if (list !== undefined) return [list, codes];
  const number = numbers[key];
  if (number !== undefined && /^\d{1,4}$/.test(text)) return [number, Number(text)];
  if (key === 'recall' && (text === 'yes' || text === 'no')) return ['recall', text === 'yes'];
  throw new InvalidArgumentError(
    number !== undefined || key === 'recall'
      ? `${key} takes ${key === 'recall' ? 'yes or no' : 'a whole number'}.`
      : `There is no key "${key}". There are: ${keys}.`,
  );
}
