import { type Cohort, MeasureError } from '@throughgate/measures';
import { cohortReference } from '../../cohorts/cohort-reference.ts';
import { conditionsOf } from '../../cohorts/conditions-of.ts';
import { readCohort, someNames } from '../../cohorts/read-cohorts.ts';
import { citationOf } from '../../cohorts/saved-cohort.ts';
import type { Context } from '../../context.ts';
import type { CohortInput, Maybe } from '../../generated/graphql.ts';

/** Names that a message lists. */
const namesTold = 20;

/** Whom a question is about. */
export interface AskedCohort {
  readonly conditions: Cohort;
  /** What it is cited as: `everybody`, `name@2`, and the conditions that narrow it. */
  readonly cited: string;
}

/**
 * Reads the cohort of a question, with the saved one that it names. Raises `UNKNOWN_COHORT` with the names that there are, and what
 * conditions raise.
 * @param argument name of the argument, for messages. @default cohort
 */
export async function cohortAsked(
  { pool }: Pick<Context, 'pool'>,
  input: Maybe<CohortInput> | undefined,
  argument = 'cohort',
): Promise<AskedCohort> {
  if (input == null) return { conditions: {}, cited: 'everybody' };
  const { saved: named, ...rest } = input;
  const narrowing = conditionsOf(rest, {}, argument);
  const saved = named == null ? undefined : await savedCohort(pool, named, `${argument}.saved`);
  const conditions = saved ? conditionsOf(rest, saved.conditions, argument) : narrowing;
  const cited = [...(saved ? [citationOf(saved)] : []), ...Object.entries(narrowing).map(inWords)];
  return { conditions, cited: cited.join(', ') || 'everybody' };
}

async function savedCohort(pool: Context['pool'], named: string, argument: string) {
  const reference = cohortReference(named, argument);
  const saved = await readCohort(pool, reference);
  if (saved) return saved;
  const latest = await readCohort(pool, { name: reference.name, version: null });
  const names = await someNames(pool, namesTold);
  const there = names.length === 0 ? 'None was saved yet.' : `Saved are: ${names.join(', ')}.`;
  throw new MeasureError(
    'UNKNOWN_COHORT',
    latest
      ? `The cohort "${reference.name}" has no version ${reference.version}: its latest is ${latest.version}.`
      : `There is no saved cohort "${reference.name}". ${there}`,
    argument,
  );
}

function inWords([dimension, codes]: readonly [string, readonly string[]]): string {
  return `${dimension} ${codes.join(' or ')}`;
}
