import { addDays, addMonths, type PlainDate } from '@throughgate/domain';
import { isInCustody, whoTellsOfWork } from './employment-on.ts';
import { inForceOn } from './in-force.ts';
import { lastKnownAddress } from './last-known-address.ts';
import type { ObservedCase, ReleaseCase } from './release-case.ts';

/** Days after release at which one asks what became of a person. */
export type Milestone = 'FIRST_NIGHT' | 'SIX_WEEKS' | 'THIRTEEN_WEEKS' | 'SIX_MONTHS';

/** The day of each milestone. */
export const milestones: Readonly<Record<Milestone, (released: PlainDate) => PlainDate>> = {
  FIRST_NIGHT: (released) => released,
  SIX_WEEKS: (released) => addDays(released, 42),
  THIRTEEN_WEEKS: (released) => addDays(released, 91),
  SIX_MONTHS: (released) => addMonths(released, 6),
};

/** Where a person stood on a day after release, as far as records say; null is what none says. */
export interface Destination {
  readonly work: boolean | null;
  readonly benefit: boolean | null;
  readonly settledHousing: boolean | null;
  readonly custody: boolean | null;
  /** The agencies whose records say so. */
  readonly source: string;
}

/**
 * What became of a person by a milestone, or null while that lies ahead. Six months are by the calendar, as in MI017.
 *
 * In work is who has a record of it ({@link whoTellsOfWork}); who has none may work all the same, as no agency of the hub knows of
 * everybody's jobs, so that is `false` in custody only. On benefit is told where the Jobcentre holds a file of the person. Housing
 * is known of the first night alone, by the address that the prison knew; `TEMPORARY` is not settled.
 */
export function destinationAt(
  at: ObservedCase<'agencies' | 'release_address' | 'spell' | 'claim'>,
  milestone: Milestone,
): Destination | null {
  const { release, person, observedTo } = at;
  const day = milestones[milestone](release.released_on);
  if (day > observedTo) return null;
  const custody = isInCustody(at, day);
  const isOnBenefit = person.spell.some(
    ({ kind, begins, ends }) => kind === 'BENEFIT' && inForceOn(day, begins, ends),
  );
  const benefit = isOnBenefit || (person.agencies.has('jobcentre') ? false : null);
  const teller = whoTellsOfWork(at, day);
  const work = teller !== null || (custody ? false : null);
  const settledHousing = milestone === 'FIRST_NIGHT' && !custody ? isSettled(at) : null;
  const sources = [
    'prisons',
    ...(benefit === null ? [] : ['jobcentre']),
    ...(teller === 'providers' ? ['providers'] : []),
  ];
  return { work, benefit, settledHousing, custody, source: sources.join(', ') };
}

const housing: Readonly<Record<string, boolean>> = {
  SETTLED: true,
  TEMPORARY: false,
  APPROVED_PREMISES: false,
  CAS3: false,
  HOMELESS: false,
};

function isSettled(at: ReleaseCase<'release_address'>): boolean | null {
  return housing[lastKnownAddress(at)?.kind ?? ''] ?? null;
}
