import { type Interval, overlapMinutes } from '@throughgate/domain';
import type { ClashKind } from '../generated/graphql.ts';
import type { Clash, Reference } from './clash.ts';
import { curfewIntervals, hoursOfCurfew, meetingsOf, shiftsOf, type TimeOfPerson } from './time-of-person.ts';

/** Which clashes of a person are looked for. */
export interface ClashQuestion extends Interval {
  /** Milliseconds that a journey takes, before and after what clashes. */
  readonly travel: number;
  /** Kinds to return. @default all */
  readonly kinds?: ReadonlySet<ClashKind> | undefined;
}

/** What one may be told of a person. */
export interface Sight {
  /** Whether a signing or an interview is asked about, by its office; all by default. */
  readonly isAskedAbout?: (officeCode: string | null) => boolean;
  /** Whether shifts are asked about. @default true */
  readonly withShifts?: boolean;
  /** Whether it may be told that a restriction is in the way. @default true */
  readonly mayKnowRestrictions?: boolean;
}

/** Something that clashes: a signing, an interview, a shift. */
interface First extends Interval {
  readonly subject: 'SIGNING' | 'INTERVIEW' | 'SHIFT';
  readonly reference: Reference;
}

/**
 * The clashes of a person whose first part begins in the stretch of time asked about, the earliest first. What falls into a stay in
 * custody clashes with nothing: it is lost. The journey widens the
 * first part at both ends: `minutes` is what the parts share without it, `travelMinutes` what it adds.
 */
export function findClashes(
  personId: string,
  time: TimeOfPerson,
  question: ClashQuestion,
  sight: Sight = {},
): Clash[] {
  const { travel, kinds } = question;
  const { mayKnowRestrictions = true } = sight;
  const appointments = meetingsOf(time).filter(
    ({ kind }) => kind === 'Appointment' || kind === 'InitialAssessment' || kind === 'Session',
  );
  const clashes = firstsOf(time, question, sight).flatMap((first) => {
    const widened = { from: first.from - travel, until: first.until + travel };
    const curfew = curfewClash(first, widened);
    return [
      ...(curfew ? [curfew] : []),
      ...appointments.flatMap((second) => {
        // Most are on other days.
        if (second.until <= widened.from || widened.until <= second.from) return [];
        const reference = { __typename: second.kind, id: second.id };
        const kind = `${first.subject}_AGAINST_APPOINTMENT` as const;
        return clash(first, widened, [second], { kind, second: reference, restriction: null });
      }),
    ];
  });
  return clashes.filter(({ kind }) => !kinds || kinds.has(kind)).sort(inOrder);

  function curfewClash(first: First, widened: Interval): Clash | undefined {
    const [found] = clash(first, widened, hoursOfCurfew(time, widened), {
      kind: `${first.subject}_IN_CURFEW`,
      second: null,
      restriction: null,
    });
    if (!found) return undefined;
    if (mayKnowRestrictions) return { ...found, restriction: restrictionIn(time, widened) };
    // That a shift is in a curfew is nothing but the curfew.
    if (first.subject === 'SHIFT') return undefined;
    const kind = `${first.subject}_WHEN_NOT_AVAILABLE` as const;
    return { ...found, kind, id: idOf(kind, first, null) };
  }

  function clash(
    first: First,
    widened: Interval,
    other: readonly Interval[],
    { kind, second, restriction }: Pick<Clash, 'kind' | 'second' | 'restriction'>,
  ): Clash[] {
    const minutes = overlapMinutes([first], other);
    const withJourney = overlapMinutes([widened], other);
    if (withJourney === 0) return [];
    const { from, until, reference } = first;
    const travelMinutes = withJourney - minutes;
    const id = idOf(kind, first, second);
    return [
      {
        id,
        kind,
        personId,
        from,
        until,
        minutes,
        travelMinutes,
        travel,
        first: reference,
        second,
        restriction,
      },
    ];
  }
}

/** The order of clashes: by their moments, then their ids. */
export function inOrder(one: Clash, other: Clash): number {
  if (one.from !== other.from) return one.from - other.from;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}

/** What can clash: signings, interviews and shifts that begin in a stretch of time, but for those that fall into a stay in custody. */
export function firstsOf(time: TimeOfPerson, { from, until }: Interval, sight: Sight = {}): First[] {
  const { isAskedAbout = () => true, withShifts = true } = sight;
  const begins = (one: Interval) =>
    from <= one.from &&
    one.from < until &&
    !time.stays.some((stay) => stay.from <= one.from && one.from < stay.until);
  const meetings = meetingsOf(time).flatMap((meeting): First[] => {
    if (meeting.kind !== 'Signing' && meeting.kind !== 'Interview') return [];
    if (!begins(meeting) || !isAskedAbout(meeting.officeCode)) return [];
    const subject = meeting.kind === 'Signing' ? 'SIGNING' : 'INTERVIEW';
    return [{ ...meeting, subject, reference: { __typename: meeting.kind, id: meeting.id } }];
  });
  if (!withShifts) return meetings;
  const shifts = time.jobs.flatMap((job) =>
    shiftsOf(job, { from, until })
      .filter(begins)
      .map(
        (shift): First => ({ ...shift, subject: 'SHIFT', reference: { __typename: 'Outcome', id: job.id } }),
      ),
  );
  return [...meetings, ...shifts];
}

/** The restriction that takes most of a stretch of time. */
function restrictionIn({ curfews }: TimeOfPerson, within: Interval): Reference | null {
  let most = 0;
  let found: string | undefined;
  for (const curfew of curfews) {
    const minutes = overlapMinutes(curfewIntervals(curfew, within), [within]);
    if (minutes > most || (minutes === most && minutes > 0 && curfew.id < (found ?? ''))) {
      most = minutes;
      found = curfew.id;
    }
  }
  return found === undefined ? null : { __typename: 'Restriction', id: found };
}

function idOf(kind: ClashKind, { from, reference }: First, second: Reference | null): string {
  return [kind, reference.id, new Date(from).toISOString(), ...(second ? [second.id] : [])].join(' ');
}
