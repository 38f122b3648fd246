import { addDays, addWorkingDays, type PlainDate } from '@throughgate/domain';
import { aboutPerson } from './about-person.ts';
import { type CaseUnit, caseOn } from './case-on.ts';
import type { DeriveContext } from './define-episodes.ts';
import { type SentenceRow, sentenceDays } from './sentence-days.ts';
import { supportedPeople } from './supported-people.ts';

/** Working days within which contracts want the initial assessment, counted from the day after the referral. Seed 1:7. */
const workingDaysToAssess = 10;

/** How far a referral had come: the furthest of these, in this order. */
type Step = 'REFERRED' | 'ASSIGNED' | 'BOOKED' | 'ASSESSED' | 'APPROVED' | 'OUTCOME' | 'SUSTAINED';

/** A referral with all that the read model has of it, and of the person. Days are `YYYY-MM-DD`. */
interface ReferralCase {
  readonly person_id: string;
  readonly referral: {
    readonly id: string;
    readonly contract_reference: string | null;
    readonly provider_code: string | null;
    readonly sex: string | null;
    readonly age: number | null;
    readonly complexity: string | null;
    readonly referred_on: PlainDate | null;
    readonly approved_on: PlainDate | null;
    readonly status: string | null;
    readonly ended_on: PlainDate | null;
    readonly end_reason: string | null;
  };
  /** The earliest first. */
  readonly assignments: readonly {
    readonly worker_code: string;
    readonly unit_code: string | null;
    readonly from_day: PlainDate;
  }[];
  readonly meetings: readonly { readonly kind: string; readonly on: PlainDate; readonly came: boolean }[];
  readonly outcomes: readonly {
    readonly id: string;
    readonly type: string | null;
    readonly achieved_on: PlainDate | null;
    readonly job_ended_on: PlainDate | null;
  }[];
  readonly checks: readonly {
    readonly outcome_id: string | null;
    readonly weeks: number | null;
    readonly checked_on: PlainDate | null;
    readonly in_work: boolean | null;
  }[];
  /** The earliest first. */
  readonly units: readonly CaseUnit[];
  readonly sentences: readonly SentenceRow[];
}

/** Everything about the referrals of people, with one statement. */
const statement = `${supportedPeople}
  SELECT mine.person_id, to_jsonb(referral) AS referral,
    coalesce((SELECT jsonb_agg(to_jsonb(row) ORDER BY from_day, row.version, row.id)
      FROM outcomes.key_worker_assignment AS row WHERE row.file_id = mine.id), '[]') AS assignments,
    coalesce((SELECT jsonb_agg(jsonb_build_object('kind', kind, 'on', (starts_at AT TIME ZONE 'Europe/London')::date,
        'came', outcome IS NOT NULL AND outcome IN ('YES', 'LATE')))
      FROM outcomes.engagement AS row WHERE row.file_id = mine.id AND kind IN ('InitialAssessment', 'Session')), '[]') AS meetings,
    coalesce((SELECT jsonb_agg(to_jsonb(row)) FROM outcomes.referral_outcome AS row WHERE row.file_id = mine.id), '[]') AS outcomes,
    coalesce((SELECT jsonb_agg(to_jsonb(row)) FROM outcomes.sustainment AS row WHERE row.file_id = mine.id), '[]') AS checks,
    coalesce(unit.rows, '[]') AS units, coalesce(sentence.rows, '[]') AS sentences
  FROM mine JOIN outcomes.referral ON referral.file_id = mine.id
  LEFT JOIN unit ON unit.person_id = mine.person_id
  LEFT JOIN sentence ON sentence.person_id = mine.person_id
  WHERE mine.agency = 'providers' AND referral.referred_on IS NOT NULL
  ORDER BY referral.id`;

/**
 * The referrals of people, each with the days of its steps, and with what measures count it by.
 */
export async function readReferrals({ client, personIds, people }: DeriveContext) {
  const { rows } = await client.query<ReferralCase>(statement, [personIds]);
  return rows.flatMap((row) => {
    const { referral: one, assignments, meetings } = row;
    const sent_on = one.referred_on;
    if (sent_on === null) return [];
    const about = aboutPerson(people.get(row.person_id), sent_on);
    const [assignment] = assignments;
    const unit = caseOn(row.units, sent_on);
    const assessments = meetings.filter(({ kind }) => kind === 'InitialAssessment');
    const sessions = meetings.filter(({ kind }) => kind === 'Session');
    const days = {
      assigned_on: assignment?.from_day ?? null,
      booked_for: earliest(assessments.map(({ on }) => on)),
      assessed_on: earliest(assessments.filter(({ came }) => came).map(({ on }) => on)),
      approved_on: one.approved_on,
      first_session_on: earliest(sessions.filter(({ came }) => came).map(({ on }) => on)),
      outcome_on: earliest(row.outcomes.map(({ achieved_on }) => achieved_on)),
      sustained_on: sustainedOn(row),
    };
    return [
      {
        id: one.id,
        personId: row.person_id,
        sex: one.sex ?? about.sex,
        age: one.age ?? about.age,
        complexity: one.complexity,
        provider_code: one.provider_code,
        contract_reference: one.contract_reference,
        region_code: unit?.region_code ?? null,
        delivery_unit_code: unit?.unit_code ?? null,
        sentence_days: sentenceDays(row.sentences, sent_on),
        co_located: assignment ? assignment.unit_code !== null : null,
        ending_reason: one.ended_on === null ? null : (one.end_reason ?? one.status),
        step: one.ended_on === null ? null : stepOf(days),
        sent_on,
        due_on: addWorkingDays(sent_on, workingDaysToAssess),
        key_worker:
          assignment && one.provider_code !== null ? `${one.provider_code}/${assignment.worker_code}` : null,
        ...days,
        employment_on: earliest(
          row.outcomes.filter(({ type }) => type === 'EMPLOYMENT').map((o) => o.achieved_on),
        ),
        learning_on: earliest(
          row.outcomes.filter(({ type }) => type !== 'EMPLOYMENT').map((o) => o.achieved_on),
        ),
        ended_on: one.ended_on,
        status: one.status,
      },
    ];
  });
}

/**
 * The first check by which an outcome had lasted: the person was in work, and the job had not ended within the weeks that it asks
 * about. Whoever found another job after that is in work, but this outcome was not sustained.
 */
function sustainedOn({ outcomes, checks }: ReferralCase): PlainDate | null {
  return earliest(
    checks.map(({ outcome_id, weeks, checked_on, in_work }) => {
      const outcome = outcomes.find(({ id }) => id === outcome_id);
      if (in_work !== true || !outcome || outcome.achieved_on === null || weeks === null) return null;
      const due = addDays(outcome.achieved_on, weeks * 7);
      return outcome.job_ended_on !== null && outcome.job_ended_on < due ? null : checked_on;
    }),
  );
}

function stepOf(days: {
  readonly assigned_on: PlainDate | null;
  readonly booked_for: PlainDate | null;
  readonly assessed_on: PlainDate | null;
  readonly approved_on: PlainDate | null;
  readonly outcome_on: PlainDate | null;
  readonly sustained_on: PlainDate | null;
}): Step {
  if (days.sustained_on !== null) return 'SUSTAINED';
  if (days.outcome_on !== null) return 'OUTCOME';
  if (days.approved_on !== null) return 'APPROVED';
  if (days.assessed_on !== null) return 'ASSESSED';
  if (days.booked_for !== null) return 'BOOKED';
  return days.assigned_on === null ? 'REFERRED' : 'ASSIGNED';
}

function earliest(days: readonly (PlainDate | null)[]): PlainDate | null {
  return days.filter((day) => day !== null).sort()[0] ?? null;
}
