import { type SupervisionCategory, supervisionCategory } from '@throughgate/domain';
import { inForceOn } from './in-force.ts';
import type { ReleaseCase } from './release-case.ts';

/** Legal statuses of people who serve no sentence. */
const unsentenced: ReadonlySet<string> = new Set([
  'REMAND',
  'CONVICTED_UNSENTENCED',
  'CIVIL_PRISONER',
  'IMMIGRATION_DETAINEE',
]);

/** Legal statuses of sentences without a length: they are released on licence. */
const indeterminate: ReadonlySet<string> = new Set(['INDETERMINATE_SENTENCE']);

/**
 * Who supervises after a release, by the law of that day; null where no sentence is known and nothing says that there was none.
 * Who was released from an unsentenced stay comes under an order, if one runs, or under nobody.
 */
export function categoryOf({
  release,
  person,
}: ReleaseCase<'dateOfBirth' | 'supervision'>): SupervisionCategory | null {
  const { released_on, sentence_days, sentenced_on, legal_status } = release;
  if (legal_status !== null && indeterminate.has(legal_status)) return 'LICENCE';
  const isSentenced = sentence_days !== null && sentenced_on !== null;
  if (!isSentenced && !unsentenced.has(legal_status ?? '')) return null;
  return supervisionCategory({
    releasedOn: released_on,
    sentence: isSentenced ? { days: sentence_days, imposedOn: sentenced_on } : undefined,
    dateOfBirth: person.dateOfBirth ?? undefined,
    underOrder: person.supervision.some(
      ({ kind, begins, planned_end, ended_on }) =>
        kind === 'ORDER' && inForceOn(released_on, begins, ended_on ?? planned_end),
    ),
  });
}
