import type { PlainDate } from '@throughgate/domain';
import { claimEndedOn, claimStandsOn } from './claim-stands-on.ts';
import { inForceOn } from './in-force.ts';
import type { ReleaseCase } from './release-case.ts';

/** The facts by which {@link whoTellsOfWork} and {@link isInCustody} decide. */
export type FactOfWork = 'spell' | 'claim';

/**
 * The agency whose records show somebody in work on a day after a release, or null: of `providers` a period of work covers it; of the
 * `jobcentre` the last claim to benefit that ended since the release was closed because work began, and none stands on the day. Jobs
 * of people who never claimed and had no provider leave no record, and the end of a job that a claim was closed for shows by the
 * next claim only.
 */
export function whoTellsOfWork(
  { release, person }: ReleaseCase<FactOfWork>,
  day: PlainDate,
): 'providers' | 'jobcentre' | null {
  const covered = person.spell.some(
    ({ kind, begins, ends }) => kind === 'EMPLOYMENT' && inForceOn(day, begins, ends),
  );
  if (covered) return 'providers';
  if (person.claim.some((claim) => claimStandsOn(claim, day))) return null;
  const last = person.claim
    .flatMap((claim) => {
      const ended = claimEndedOn(claim);
      return ended !== null && ended >= release.released_on && ended <= day ? [{ ...claim, ended }] : [];
    })
    .sort((a, b) => (a.ended < b.ended ? -1 : a.ended > b.ended ? 1 : a.id < b.id ? -1 : 1))
    .at(-1);
  return last?.closure_reason === 'EMPLOYMENT' ? 'jobcentre' : null;
}

/** Whether somebody is in custody on a day after a release. The stay that ended on the day of the release is over. */
export function isInCustody({ release, person }: ReleaseCase<'spell'>, day: PlainDate): boolean {
  return person.spell.some(
    ({ kind, begins, ends }) =>
      kind === 'CUSTODY' && ends !== release.released_on && inForceOn(day, begins, ends),
  );
}

/**
 * How somebody stood towards work on a day after a release, in the terms of the measures MI016 and MI017: who is back in custody, has
 * died or was removed from the country is not available for work; null where neither the Jobcentre nor a provider holds a file, so
 * that nobody would know. Who has a file there and no record of work counts as not in work.
 */
export function employmentOn(
  at: ReleaseCase<FactOfWork | 'agencies' | 'departure'>,
  day: PlainDate,
): 'IN_WORK' | 'NOT_IN_WORK' | 'IN_CUSTODY' | 'DIED' | 'REMOVED' | null {
  const { release, person } = at;
  const gone = (kind: string) =>
    person.departure.some(
      (one) => one.kind === kind && one.on_day >= release.released_on && one.on_day <= day,
    );
  if (gone('DEATH')) return 'DIED';
  if (gone('REMOVAL')) return 'REMOVED';
  if (isInCustody(at, day)) return 'IN_CUSTODY';
  if (whoTellsOfWork(at, day) !== null) return 'IN_WORK';
  return person.agencies.has('jobcentre') || person.agencies.has('providers') ? 'NOT_IN_WORK' : null;
}
