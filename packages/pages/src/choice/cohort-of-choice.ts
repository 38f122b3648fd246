import type { Choice } from './choice.ts';
import { contractInWords, regionInWords, regionsOfContract } from './places.ts';

/** Whom a measure counts for a choice. */
export interface ChosenCohort {
  /** As `CohortInput` of the graph; undefined for everybody. */
  readonly cohort: Readonly<Record<string, unknown>> | undefined;
  /** In words, for titles. */
  readonly words: string;
  /** What a reader has to know of it. */
  readonly note: string | undefined;
}

/**
 * Whom a measure counts for a choice. A measure that knows no contracts, as those of releases, counts the region of the contract
 * in its place, and says so.
 *
 * @param dimensions what the measure can be counted by
 */
export function cohortOfChoice(
  { region, contract, cohort: saved }: Choice,
  dimensions: readonly string[],
): ChosenCohort {
  const cohort: Record<string, unknown> = {};
  const words: string[] = [];
  let note: string | undefined;
  if (saved !== undefined) {
    cohort['saved'] = saved;
    words.push(`cohort ${saved}`);
  }
  let regions = region === undefined ? [] : [region];
  if (contract !== undefined && dimensions.includes('CONTRACT')) {
    cohort['contractReferences'] = [contract];
    words.push(contractInWords(contract));
  } else if (contract !== undefined && region === undefined) {
    regions = [...regionsOfContract(contract)];
    note =
      regions.length > 0
        ? 'It does not know contracts: it counts the region of the contract.'
        : 'It does not know contracts, nor is the region of this one known: it counts everybody.';
  }
  if (regions.length > 0 && dimensions.includes('REGION')) {
    cohort['regionCodes'] = regions;
    words.push(regions.map(regionInWords).join(', '));
  } else if (regions.length > 0) {
    note = 'It does not know regions: it counts everybody.';
  }
  return {
    cohort: Object.keys(cohort).length > 0 ? cohort : undefined,
    words: words.length > 0 ? words.join(', ') : 'England and Wales',
    note,
  };
}
