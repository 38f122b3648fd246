import { addDays, addMonths, isPlainDate, londonDate, type PlainDate } from '@throughgate/domain';

/** What a page was asked about, as its address says. */
export interface Choice {
  /** Code of a probation region. */
  readonly region: string | undefined;
  /** Reference of a contract. */
  readonly contract: string | undefined;
  /** A saved cohort: `name` or `name@2`. */
  readonly cohort: string | undefined;
  /** First day of the period. */
  readonly from: PlainDate;
  /** Last day of the period. */
  readonly to: PlainDate;
  /** As known at this moment; the latest release when it is not given. */
  readonly asOf: string | undefined;
  /** Version of the definition; that of the as-of day when it is not given. */
  readonly version: number | undefined;
  /** Dimensions by which it is counted. */
  readonly by: readonly string[];
}

/** What is wrong with a field of a form. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** Parameters of an address: a name may stand there more than once. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** All values of a parameter that are not empty. */
export function valuesOf(parameters: Parameters, name: string): string[] {
  return [parameters[name] ?? []].flat().flatMap((value) => value.trim() || []);
}

/** The period that is shown where none is chosen: the last twelve months that are over. */
export function usualPeriod(today: PlainDate): { readonly from: PlainDate; readonly to: PlainDate } {
  const firstOfMonth = `${today.slice(0, 7)}-01` as PlainDate;
  return { from: addMonths(firstOfMonth, -12), to: addDays(firstOfMonth, -1) };
}

/**
 * Reads what a page was asked about. What cannot be read is told as a problem of its field, and is in the choice as if it had not
 * been given.
 */
export function readChoice(
  parameters: Parameters,
  now = new Date(),
): { readonly choice: Choice; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const usual = usualPeriod(londonDate(now));
  const day = (field: 'from' | 'to', words: string): PlainDate | undefined => {
    const [text] = valuesOf(parameters, field);
    if (text === undefined) return undefined;
    if (isPlainDate(text)) return text;
    problems.push({ field, message: `${words} must be a real date, like 2026-04-01` });
    return undefined;
  };
  const from = day('from', 'First day');
  const to = day('to', 'Last day');
  if (from !== undefined && to !== undefined && from > to) {
    problems.push({ field: 'to', message: 'Last day must be the same as or after the first day' });
  }
  const [versionText] = valuesOf(parameters, 'version');
  const version =
    versionText !== undefined && /^[1-9]\d{0,5}$/.test(versionText) ? Number(versionText) : undefined;
  if (versionText !== undefined && version === undefined) {
    problems.push({ field: 'version', message: 'Version must be a number, like 1' });
  }
  const by = [...new Set([...valuesOf(parameters, 'by'), ...valuesOf(parameters, 'by2')])];
  return {
    choice: {
      region: valuesOf(parameters, 'region')[0],
      contract: valuesOf(parameters, 'contract')[0],
      cohort: valuesOf(parameters, 'cohort')[0],
      from: from ?? usual.from,
      to: to ?? usual.to,
      asOf: readMoment(parameters, problems),
      version,
      by: by.filter((one) => /^[A-Z0-9_]+$/.test(one)).slice(0, 3),
    },
    problems,
  };
}

function readMoment(parameters: Parameters, problems: FieldProblem[]): string | undefined {
  const [text] = valuesOf(parameters, 'asOf');
  if (text === undefined) return undefined;
  // A day is meant to its end: what was known on it.
  const moment = isPlainDate(text) ? `${text}T23:59:59.999Z` : text;
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(moment);
  const date = new Date(moment);
  if (isMoment && !Number.isNaN(date.getTime())) return date.toISOString();
  problems.push({
    field: 'asOf',
    message: 'As known on must be a date, like 2026-10-01, or a moment, like 2026-10-01T09:30:00Z',
  });
  return undefined;
}

/** Writes a choice as the parameters of an address, with a `?` before them. */
export function choiceSearch(choice: Choice, change: Partial<Choice> = {}): string {
  const { region, contract, cohort, from, to, asOf, version, by } = { ...choice, ...change };
  const parameters = new URLSearchParams();
  const add = (name: string, value: string | number | undefined) => {
    if (value !== undefined) parameters.append(name, String(value));
  };
  add('region', region);
  add('contract', contract);
  add('cohort', cohort);
  for (const dimension of by) add('by', dimension);
  add('from', from);
  add('to', to);
  add('asOf', asOf);
  add('version', version);
  return `?${parameters}`;
}
