import { MeasureError } from '@throughgate/measures';

/** A saved cohort as it is named: by its name alone, or with a version. */
export interface CohortReference {
  readonly name: string;
  readonly version: number | null;
}

/** Form of a cohort's name. */
export const cohortName = /^[a-z][a-z0-9-]{1,59}$/;

/** The form, in words. */
export const cohortNameRule =
  '2 to 60 lower-case letters, digits and hyphens, beginning with a letter, for example "short-sentences"';

/** Reads `name` or `name@2`. Raises `UNKNOWN_COHORT` for anything else. */
export function cohortReference(text: string, argument: string): CohortReference {
  const [, name = '', version] = /^(.*?)(?:@([1-9]\d{0,8}))?$/s.exec(text.trim()) ?? [];
  if (cohortName.test(name)) return { name, version: version === undefined ? null : Number(version) };
  throw new MeasureError(
    'UNKNOWN_COHORT',
    `"${text.slice(0, 80)}" cannot be a saved cohort: it is named as "short-sentences" or, in one version, "short-sentences@2".`,
    argument,
  );
}
