import { type PlainDate, programme as programmeEntry, visitPlan } from '@throughgate/domain';
import { aboutPerson } from './about-person.ts';
import { type CaseUnit, caseOn } from './case-on.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';
import { type SentenceRow, sentenceDays } from './sentence-days.ts';
import { supportedPeople } from './supported-people.ts';

interface Programme {
  readonly organisation_code: string | null;
  readonly visits_before: number | null;
  readonly visits_after: number | null;
  readonly days_after: number | null;
}

interface SupportCase {
  readonly person_id: string;
  readonly id: string;
  readonly programme_code: string | null;
  readonly started_on: PlainDate | null;
  readonly release_on: PlainDate | null;
  readonly recalled_on: PlainDate | null;
  readonly ended_on: PlainDate | null;
  /** The programme as it was opened in the register; null for one that was not. */
  readonly programme: Programme | null;
  /** In the order in which they were told. */
  readonly releases: readonly { readonly release_on: PlainDate; readonly recalled_on: PlainDate | null }[];
  readonly contacts: readonly { readonly on: PlainDate; readonly kind: string; readonly attended: boolean }[];
  readonly units: readonly CaseUnit[];
  readonly sentences: readonly SentenceRow[];
}

/** Everything about the support of people by programmes, with one statement. */
const statement = `${supportedPeople}
  SELECT mine.person_id, one.id, one.programme_code, one.started_on::text AS started_on, one.release_on::text AS release_on,
    one.recalled_on::text AS recalled_on, one.ended_on::text AS ended_on,
    (SELECT to_jsonb(row) FROM outcomes.programme AS row
      WHERE row.agency = 'providers' AND row.code = one.programme_code LIMIT 1) AS programme,
    coalesce((SELECT jsonb_agg(to_jsonb(row) ORDER BY row.version, row.id)
      FROM outcomes.episode_release AS row WHERE row.file_id = mine.id), '[]') AS releases,
    coalesce((SELECT jsonb_agg(jsonb_build_object('on', at_day, 'kind', kind,
        'attended', attended IS NOT NULL AND attended IN ('YES', 'LATE')))
      FROM outcomes.support_contact AS row
      WHERE row.file_id = mine.id AND at_day IS NOT NULL AND kind IS NOT NULL), '[]') AS contacts,
    coalesce(unit.rows, '[]') AS units, coalesce(sentence.rows, '[]') AS sentences
  FROM mine JOIN outcomes.support_episode AS one ON one.file_id = mine.id
  LEFT JOIN unit ON unit.person_id = mine.person_id
  LEFT JOIN sentence ON sentence.person_id = mine.person_id
  WHERE mine.agency = 'providers' AND one.started_on IS NOT NULL
  ORDER BY one.id`;

/**
 * Episodes of support by programmes of prisons, charities and companies, with the plan of visits that the graph shows of each, as it stood
 * on its last day.
 */
export const supportEpisode = defineEpisodes({
  name: 'support_episode',
  describes: 'One time in which a programme supported a person.',
  about: 'person',
  version: 1,
  columns: {
    sex: columns.sex,
    age: columns.age,
    programme_code: columns.programme_code,
    provider_code: columns.provider_code,
    region_code: columns.region_code,
    delivery_unit_code: columns.delivery_unit_code,
    sentence_days: columns.sentence_days,
    started_on: { type: 'date', describes: 'First day of support.' },
    release_on: { type: 'date', describes: 'Day of the release, or the day planned for it.' },
    recalled_on: { type: 'date', describes: 'Day of the recall after that release.' },
    ended_on: { type: 'date', describes: 'Last day of support.' },
    visits_due_by: {
      type: 'date',
      describes:
        'Last day on which a meeting counts for the plan of visits, or the day of the recall; null where there is no plan.',
    },
    planned_before: { type: 'integer', describes: 'Visits planned in prison.' },
    done_before: { type: 'integer', describes: 'Visits in prison at which the person was there.' },
    planned_after: { type: 'integer', describes: 'Meetings planned after the release.' },
    done_after: { type: 'integer', describes: 'Meetings in their window at which the person was there.' },
  },
  async derive({ client, personIds, people }) {
    const { rows } = await client.query<SupportCase>(statement, [personIds]);
    return rows.flatMap((row) => {
      const { started_on, release_on, recalled_on } = row;
      if (started_on === null) return [];
      const unit = caseOn(row.units, started_on);
      const programme = programmeOf(row);
      const plan = planOf(row, programme, started_on);
      return [
        {
          id: row.id,
          personId: row.person_id,
          ...aboutPerson(people.get(row.person_id), started_on),
          programme_code: row.programme_code,
          provider_code: programme?.organisation_code ?? null,
          region_code: unit?.region_code ?? null,
          delivery_unit_code: unit?.unit_code ?? null,
          sentence_days: sentenceDays(row.sentences, started_on),
          started_on,
          release_on,
          recalled_on,
          ended_on: row.ended_on,
          visits_due_by: plan?.dueBy ?? null,
          planned_before: plan?.plannedBefore ?? null,
          done_before: plan?.doneBefore ?? null,
          planned_after: plan?.plannedAfter ?? null,
          done_after: plan?.doneAfter ?? null,
        },
      ];
    });
  },
});

/** The programme as it was opened, else as the reference data have it. */
function programmeOf({ programme, programme_code }: SupportCase): Programme | null {
  if (programme !== null || programme_code === null) return programme;
  const entry = programmeEntry(programme_code);
  if (!entry) return null;
  return {
    organisation_code: entry.organisation.code,
    visits_before: entry.visitsBefore,
    visits_after: entry.visitsAfter,
    days_after: entry.daysAfter,
  };
}

function planOf(
  { release_on, recalled_on, releases, contacts }: SupportCase,
  programme: Programme | null,
  startedOn: PlainDate,
) {
  if (release_on === null || programme === null) return null;
  const { visits_before, visits_after, days_after } = programme;
  if (visits_before === null && visits_after === null) return null;
  return visitPlan(
    { visitsBefore: visits_before ?? 0, visitsAfter: visits_after ?? 0, daysAfter: days_after ?? 0 },
    { visitsFrom: visitsFrom(releases, startedOn), releasedOn: release_on, recalledOn: recalled_on },
    contacts,
    // What was done does not depend on the day; whether the plan is kept is asked when its window is over.
    release_on,
  );
}

/** From when visits in prison count: from the start of support, or from the recall before the last release. */
function visitsFrom(releases: SupportCase['releases'], startedOn: PlainDate): PlainDate {
  return releases.reduce((from, { release_on }, index) => {
    const recalledOn = releases[index - 1]?.recalled_on ?? null;
    return recalledOn !== null && release_on > recalledOn ? recalledOn : from;
  }, startedOn);
}
