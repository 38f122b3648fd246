import type { PlainDate } from '@throughgate/domain';
import type { PersonFacts, ReleaseRow } from '../rows.ts';

/** What a pathway of resettlement had come to by the day of a release. */
export interface CurrentPathway {
  /** Whether support was found necessary, or asked for and not answered, and neither given nor declined. */
  readonly isOpen: boolean;
  /** Whether support was given, declined, or found unnecessary. */
  readonly isSettled: boolean;
  /** Whether the person asked and was never answered, which is a state of its own (2:712). */
  readonly isUnanswered: boolean;
  /** Day of the request that was not answered, or else of the last change. */
  readonly openSince: PlainDate | null;
  /** Ids of the events that say so: that of the request, or else of the last change. */
  readonly evidence: readonly string[];
}

const open: ReadonlySet<string | null> = new Set(['SUPPORT_REQUIRED', 'IN_PROGRESS']);
const settled: ReadonlySet<string | null> = new Set(['SUPPORT_DECLINED', 'SUPPORT_NOT_REQUIRED', 'DONE']);

/** The pathway of a stay as it was recorded up to the day of release, or `undefined` where it never was. */
export function currentPathway(
  { booking_id, started_on, released_on }: ReleaseRow,
  { pathway_status }: Pick<PersonFacts, 'pathway_status'>,
  pathway: string,
): CurrentPathway | undefined {
  const changes = pathway_status
    .flatMap((row) => {
      const on = row.changed_on ?? row.asked_on;
      const isOfStay =
        row.booking_id === null ? on !== null && on >= started_on : row.booking_id === booking_id;
      return row.pathway === pathway && isOfStay && on !== null && on <= released_on ? [{ ...row, on }] : [];
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1));
  const last = changes.at(-1);
  if (last === undefined) return undefined;
  const isSettled = settled.has(last.status);
  const isAnswered = last.answered_on !== null && last.answered_on <= released_on;
  const isUnanswered = !isSettled && last.asked_on !== null && !isAnswered;
  const request = isUnanswered ? changes.find(({ asked_on }) => asked_on === last.asked_on) : undefined;
  return {
    isOpen: isUnanswered || open.has(last.status),
    isSettled,
    isUnanswered,
    openSince: request?.asked_on ?? last.on,
    evidence: [(request ?? last).event_id],
  };
}
