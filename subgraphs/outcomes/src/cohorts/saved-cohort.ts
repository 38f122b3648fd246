import type { Cohort } from '@throughgate/measures';

/** A cohort that was saved, in one version: a row of `CohortVersion`. */
export interface SavedCohort {
  readonly name: string;
  /** From 1. */
  readonly version: number;
  readonly title: string;
  readonly conditions: Cohort;
  readonly savedAt: Date;
  /** Id of the caller who saved it. */
  readonly savedBy: string;
}

/** What it is cited as, for example `short-sentences@2`. */
export function citationOf({ name, version }: Pick<SavedCohort, 'name' | 'version'>): string {
  return `${name}@${version}`;
}
