import type { HubAgency } from '@throughgate/contracts';
import { addDays, type PlainDate } from '@throughgate/domain';
import { inForceOn } from './in-force.ts';
import type { ReleaseCase } from './release-case.ts';
import type { PersonFacts, SupportRow } from './rows.ts';

/** Somebody who was there for a person on the day of release. */
export interface Responsible {
  readonly agency: HubAgency;
  /** What they are to the person. */
  readonly role: string;
  readonly name: string;
  readonly from: PlainDate;
  /** Last day, where it is known. */
  readonly to: PlainDate | null;
  /** Why it is theirs: the licence, the order, or the programme. */
  readonly basis: string;
}

/**
 * Who was responsible for a person on the day of release, or from the day after: the practitioner to whom probation had allocated the
 * case, under a licence or an order; the unit where a licence ran and nobody was named; the key worker of an open referral; the
 * programme that met the person at the gate or went on outside. Who supports only inside the prison is not.
 */
export function responsibleFor({
  release,
  person,
}: ReleaseCase<'supervision' | 'case_manager' | 'support'>): readonly Responsible[] {
  const day = release.released_on;
  return [...supervisors(person, day), ...supporters(person, day)];
}

function supervisors(
  { supervision, case_manager }: Pick<PersonFacts, 'supervision' | 'case_manager'>,
  day: PlainDate,
): readonly Responsible[] {
  // A licence may be written to begin on the day after the gate.
  const bases = supervision.filter(
    ({ begins, planned_end, ended_on }) =>
      inForceOn(day, begins, ended_on ?? planned_end) || begins === addDays(day, 1),
  );
  if (bases.length === 0) return [];
  const allocations = case_manager
    .filter(({ begins }) => begins !== null)
    .sort((a, b) => ((a.begins ?? '') < (b.begins ?? '') ? -1 : 1));
  const at = allocations.findLastIndex(({ begins }) => begins !== null && begins <= day);
  const manager = allocations[at];
  const next = allocations[at + 1]?.begins;
  return bases.map(({ title, kind, begins, planned_end, ended_on }) => ({
    agency: 'probation',
    role: manager ? 'Community offender manager' : 'Probation',
    name: manager?.name ?? 'Nobody allocated yet',
    from: manager?.begins ?? begins ?? day,
    to: next === undefined || next === null ? (ended_on ?? planned_end) : addDays(next, -1),
    basis: `${kind === 'ORDER' ? 'Order' : 'Licence'}: ${title ?? 'kind not said'}`,
  }));
}

function supporters({ support }: Pick<PersonFacts, 'support'>, day: PlainDate): readonly Responsible[] {
  return [
    ...support.filter(({ kind }) => kind === 'EPISODE').flatMap((episode) => programme(episode, day)),
    ...support.filter(({ kind }) => kind === 'REFERRAL').flatMap((one) => keyWorkers(one, support, day)),
  ];
}

function programme(episode: SupportRow, day: PlainDate): readonly Responsible[] {
  const { title, worker, begins, planned_end, ended_on, met_at_gate } = episode;
  const to = ended_on ?? planned_end;
  // Whoever meets somebody at the gate may open the episode with the day after.
  const isThere = inForceOn(day, begins, to) || (met_at_gate === true && begins === addDays(day, 1));
  if (!isThere || begins === null) return [];
  const name = title ?? 'name not said';
  const role = worker === null ? 'Programme' : 'Mentor';
  return [{ agency: 'providers', role, name: worker ?? name, from: begins, to, basis: `Programme: ${name}` }];
}

/** Who had a referral on a day; events of before tell of the last key worker only. */
function keyWorkers(
  referral: SupportRow,
  support: readonly SupportRow[],
  day: PlainDate,
): readonly Responsible[] {
  if (!inForceOn(day, referral.begins, referral.ended_on)) return [];
  const assignments = support.filter(
    ({ kind, reference_number }) => kind === 'ASSIGNMENT' && reference_number === referral.reference_number,
  );
  return (assignments.length > 0 ? assignments : [referral]).flatMap(({ worker, begins, ended_on }) => {
    if (worker === null || begins === null || !inForceOn(day, begins, ended_on)) return [];
    const basis = `Referral: ${referral.title ?? 'contract not said'}`;
    const to = ended_on ?? referral.ended_on;
    return [{ agency: 'providers' as const, role: 'Key worker', name: worker, from: begins, to, basis }];
  });
}
