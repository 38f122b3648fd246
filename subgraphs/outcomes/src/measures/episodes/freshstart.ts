import { addDays, type PlainDate } from '@throughgate/domain';
import { bookedOn } from '../../releases/booked-on.ts';
import { categoryOf } from '../../releases/category-of.ts';
import { dateMoves } from '../../releases/date-moves.ts';
import { releasesOfPeople } from '../../releases/read-releases.ts';
import { regionOf } from '../../releases/region-of.ts';
import type { ReleaseCase } from '../../releases/release-case.ts';
import type { InterviewRow, PersonFacts } from '../../releases/rows.ts';
import { transfersBeforeRelease } from '../../releases/transfers-before-release.ts';
import { aboutPerson } from './about-person.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';

/** Facts by which a Freshstart is told. */
const asked = [
  'caseRegion',
  'custody_stay',
  'dateOfBirth',
  'engagement',
  'interview',
  'key_date_revision',
  'supervision',
  'transfer',
] as const;
type Asked = (typeof asked)[number];

/** Days after a release within which a Freshstart belongs to it. */
const daysAfter = 28;

/** What became of an interview to which nobody came, so far as the Jobcentre knows. */
const notCome: ReadonlySet<string> = new Set(['BOOKED', 'FAILED_TO_ATTEND']);

/**
 * Freshstart interviews due within 28 days of a release, of bookings that took each other's place the last. One that was due while
 * the person was in custody is lost to custody, whatever the Jobcentre recorded: nobody can come to it (records of the Jobcentre's own
 * rule, `LOST_TO_CUSTODY`).
 */
export const freshstart = defineEpisodes({
  name: 'freshstart',
  describes: 'A Freshstart interview due within 28 days of a release.',
  about: 'person',
  version: 1,
  columns: {
    released_on: { type: 'date', describes: 'Day of the release, as it came to be.' },
    due_on: { type: 'date', describes: 'Day for which the interview was booked last.' },
    status: {
      type: 'text',
      describes:
        'What became of it, as `InterviewStatus`; LOST_TO_CUSTODY where the person was in custody then.',
    },
    not_held_reason: { type: 'text', describes: 'Why it was not held, as `InterviewNotHeldReason`.' },
    sex: columns.sex,
    age: columns.age,
    prison_id: columns.prison_id,
    region_code: columns.region_code,
    office_code: columns.office_code,
    category: columns.category,
    sentence_days: columns.sentence_days,
    recall: columns.recall,
    booked_by: columns.booked_by,
    transferred_in_last_28_days: columns.transferred_in_last_28_days,
    release_date_moved_after_booking: columns.release_date_moved_after_booking,
  },
  async derive({ client, personIds, people, facts }) {
    const known = await facts(asked);
    const booked = personIds.filter((id) => freshstartsOf(known.get(id)).length > 0);
    const releases = booked.length === 0 ? [] : await releasesOfPeople(client, booked);
    const byPerson = Map.groupBy(releases, ({ person_id }) => person_id);
    return booked.flatMap((personId) => {
      const person = known.get(personId);
      if (person === undefined) return [];
      return freshstartsOf(person).flatMap((interview) => {
        const { id, due_on, due_at, status } = interview;
        // The latest release by then: releases come with the latest first.
        const release = byPerson.get(personId)?.find(({ released_on }) => released_on <= due_on);
        if (release === undefined || due_on > addDays(release.released_on, daysAfter)) return [];
        const at = { release, person };
        const lost = notCome.has(status) && isInCustody(person, due_at);
        return [
          {
            id,
            personId,
            released_on: release.released_on,
            due_on,
            status: lost ? 'LOST_TO_CUSTODY' : status,
            not_held_reason: interview.not_held_reason,
            ...aboutPerson(people.get(personId), release.released_on),
            prison_id: release.prison_id,
            region_code: regionOf(at),
            office_code: interview.office_code,
            category: categoryOf(at),
            sentence_days: release.sentence_days,
            recall: release.recall,
            booked_by: interview.booked_by,
            transferred_in_last_28_days: transfersBeforeRelease(at).length > 0,
            release_date_moved_after_booking: hasMovedSince(at, interview),
          },
        ];
      });
    });
  },
});

type Freshstart = InterviewRow & { readonly due_on: PlainDate; readonly due_at: string };

/** Freshstarts of a person in whose place no other was booked. */
function freshstartsOf(person: Pick<PersonFacts, 'interview'> | undefined): readonly Freshstart[] {
  return (person?.interview ?? []).filter(
    (one): one is Freshstart =>
      one.type === 'FRESHSTART' && one.replaced_by === null && one.due_on !== null && one.due_at !== null,
  );
}

function isInCustody({ custody_stay }: Pick<PersonFacts, 'custody_stay'>, moment: string): boolean {
  const at = Date.parse(moment);
  return custody_stay.some(
    ({ started_at, ended_at }) =>
      started_at !== null && Date.parse(started_at) <= at && (ended_at === null || at < Date.parse(ended_at)),
  );
}

/** Whether the release date moved after the day of booking; null where that day, or any calculation of the dates, is not known. */
function hasMovedSince(at: ReleaseCase<Asked>, { id }: InterviewRow): boolean | null {
  const { release, person } = at;
  const engagement = person.engagement.find((one) => one.kind === 'Interview' && one.id === id);
  const booked = engagement === undefined ? null : bookedOn(engagement);
  const isCalculated = person.key_date_revision.some(({ booking_id }) => booking_id === release.booking_id);
  if (booked === null || !isCalculated) return null;
  return dateMoves(at).some(({ calculated_on }) => (calculated_on ?? '') > booked);
}
