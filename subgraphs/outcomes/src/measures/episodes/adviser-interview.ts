import { londonDate } from '@throughgate/domain';
import { inForceOn } from '../../releases/in-force.ts';
import { releasesOfPeople } from '../../releases/read-releases.ts';
import { regionOf } from '../../releases/region-of.ts';
import type { AdviserInterviewRow, PersonFacts } from '../../releases/rows.ts';
import { aboutPerson } from './about-person.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';

/** Facts by which an interview is told. */
const asked = ['adviser_interview', 'caseRegion', 'custody_stay', 'engagement', 'transfer'] as const;
type Known = Pick<PersonFacts, (typeof asked)[number]>;

/** Interviews in prison with the Jobcentre's adviser, whatever became of them, with the end of the stay in which they fell. */
export const adviserInterview = defineEpisodes({
  name: 'adviser_interview',
  describes: 'An interview in prison with the Jobcentre’s adviser, as booked.',
  about: 'person',
  version: 1,
  columns: {
    booked_for_on: { type: 'date', describes: 'Day for which it was booked.' },
    purpose: { type: 'text', describes: 'What it was for, as `AdviserInterviewPurpose`.' },
    held: { type: 'boolean', describes: 'Whether it was held; null until recorded.' },
    lost_to_transfer: {
      type: 'boolean',
      describes: 'Whether it was not held because the person had been moved to another prison.',
    },
    minutes: { type: 'integer', describes: 'How long it lasted; null where nobody recorded it.' },
    released_on: { type: 'date', describes: 'Day of the release that ended the stay.' },
    ended_on: { type: 'date', describes: 'Day on which the stay ended, in whatever way.' },
    sex: columns.sex,
    age: columns.age,
    prison_id: columns.prison_id,
    region_code: columns.region_code,
  },
  async derive({ client, personIds, people, facts }) {
    const known = await facts(asked);
    const seen = personIds.filter((id) => (known.get(id)?.adviser_interview.length ?? 0) > 0);
    const releases = seen.length === 0 ? [] : await releasesOfPeople(client, seen);
    const releasedOn = new Map(releases.map(({ booking_id, released_on }) => [booking_id, released_on]));
    return seen.flatMap((personId) => {
      const person = known.get(personId);
      if (person === undefined) return [];
      return person.adviser_interview.flatMap((interview) => {
        const { id, booked_on, purpose, held, minutes, prison_id } = interview;
        if (booked_on === null) return [];
        const stay = stayOf(person, interview);
        return [
          {
            id,
            personId,
            booked_for_on: booked_on,
            purpose,
            held,
            lost_to_transfer: isLostToTransfer(person, interview),
            minutes: held === true ? minutes : null,
            released_on: stay === undefined ? null : (releasedOn.get(stay.id) ?? null),
            ended_on: stay?.ended_at == null ? null : londonDate(new Date(stay.ended_at)),
            ...aboutPerson(people.get(personId), booked_on),
            prison_id,
            region_code: regionOf({ release: { prison_id }, person }),
          },
        ];
      });
    });
  },
});

/** The stay in which an interview was booked; of events of before, which do not name it, the one on whose days it falls. */
function stayOf({ custody_stay }: Known, { booking_id, booked_on }: AdviserInterviewRow) {
  if (booking_id !== null) return custody_stay.find(({ id }) => id === booking_id);
  return custody_stay.find(
    ({ started_on, ended_at }) =>
      booked_on !== null &&
      inForceOn(booked_on, started_on, ended_at === null ? null : londonDate(new Date(ended_at))),
  );
}

/**
 * Whether a transfer took an interview away: the prison said so; or it recorded nothing, or no reason, and the person's last arrival
 * between booking and interview was at another prison. A transfer cancels no booking: nobody at the old prison may ever record it.
 */
function isLostToTransfer({ engagement, transfer }: Known, interview: AdviserInterviewRow): boolean {
  const { id, held, not_held_reason, booked_for, prison_id } = interview;
  if (held === true) return false;
  if (not_held_reason !== null) return not_held_reason === 'TRANSFERRED';
  const booked = engagement.find((one) => one.kind === 'AdviserInterview' && one.id === id)?.booked_at;
  if (booked == null || booked_for === null || prison_id === null) return false;
  const last = transfer
    .filter(({ at }) => at !== null && new Date(at) > new Date(booked) && new Date(at) < new Date(booked_for))
    .sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
    .at(-1);
  return last !== undefined && last.prison_id !== prison_id;
}
