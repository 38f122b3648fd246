import { daysBetween } from '@throughgate/domain';
import type { Episode } from '@throughgate/measures';
import { againInCustody } from '../../releases/again-in-custody.ts';
import { categoryOf } from '../../releases/category-of.ts';
import { claimMadeIn } from '../../releases/claim-made-in.ts';
import { dateMoves } from '../../releases/date-moves.ts';
import { milestones } from '../../releases/destination.ts';
import { employmentOn } from '../../releases/employment-on.ts';
import { firstMoneyAfter } from '../../releases/first-money.ts';
import { interviewsOfStay } from '../../releases/interviews-of-stay.ts';
import { lastKnownAddress } from '../../releases/last-known-address.ts';
import { factsOfPeople, readSpeakingAgencies } from '../../releases/read-person-facts.ts';
import { releasesOfPeople } from '../../releases/read-releases.ts';
import { regionOf } from '../../releases/region-of.ts';
import type { GapCase } from '../../releases/release-case.ts';
import type { CaseUnitRow } from '../../releases/rows.ts';
import { transfersBeforeRelease } from '../../releases/transfers-before-release.ts';
import { aboutPerson } from './about-person.ts';
import { caseOn } from './case-on.ts';
import { columns } from './columns.ts';
import { defineEpisodes, type MeasuredPerson } from './define-episodes.ts';
import { gapColumns, gapsByColumn } from './release-gaps.ts';

const own = {
  sex: columns.sex,
  age: columns.age,
  prison_id: columns.prison_id,
  region_code: columns.region_code,
  delivery_unit_code: columns.delivery_unit_code,
  sentence_days: columns.sentence_days,
  recall: columns.recall,
  category: columns.category,
  transferred_in_last_28_days: columns.transferred_in_last_28_days,
  claim_made_in: columns.claim_made_in,
  employment_at_6_weeks: columns.employment_at_6_weeks,
  employment_at_6_months: columns.employment_at_6_months,
  released_on: { type: 'date', describes: 'Day of the release in London: day 0.' },
  started_on: { type: 'date', describes: 'Day on which the stay began that the release ended.' },
  days_served: { type: 'integer', describes: 'Days of that stay.' },
  legal_status: { type: 'text', describes: 'Legal status at the release, as `LegalStatus`.' },
  date_moves: {
    type: 'integer',
    describes: 'How often a calculation moved the release date during the stay.',
  },
  adviser_seen_on: {
    type: 'date',
    describes: 'First interview with the Jobcentre’s adviser that was held in the stay.',
  },
  release_address_kind: {
    type: 'text',
    describes:
      'Where the prison last knew that the person would live, as `ReleaseAddressKind`; null where it never said or does not know.',
  },
  first_money_on: {
    type: 'date',
    describes:
      'Day of the first benefit, grant or wage from the release on, by the day on which the person was in custody again.',
  },
  first_money_source: { type: 'text', describes: 'BENEFIT, GRANT or WAGE.' },
  advance_on: { type: 'date', describes: 'Day of the first advance, a loan that ends no wait.' },
  again_in_custody_on: { type: 'date', describes: 'First day of the next stay in custody.' },
  recalled_on: { type: 'date', describes: 'First day of the next stay that began with a recall.' },
  newly_in_custody_on: {
    type: 'date',
    describes: 'First day of the next stay that did not begin with a recall.',
  },
  died_on: { type: 'date', describes: 'Day of death, where an agency tells of it.' },
  removed_on: { type: 'date', describes: 'Day of the removal from the country, after the release.' },
  ...gapColumns,
} as const;

/**
 * Releases from custody, as the lists of the graph count them: of several of a person on one day the last; no deaths, deportations or
 * transfers. All is worked out by the rules that answer `releases`, with three statements for a batch of people, however many they are.
 *
 * What makes a row stale without any change of the person: an agency that tells of anybody for the first time, since what was unknown of
 * everybody until then becomes a gap, and a claim that nobody knew of becomes none. The feed works everybody out anew then.
 */
export const release = defineEpisodes({
  name: 'release',
  describes: 'A release from custody.',
  about: 'person',
  columns: own,
  version: 1,
  async derive({ client, personIds, people, facts }) {
    const releases = await releasesOfPeople(client, personIds);
    if (releases.length === 0) return [];
    const known = await facts(factsOfPeople);
    const speaking = await readSpeakingAgencies(client);
    return releases.flatMap((one) => {
      const person = known.get(one.person_id);
      return person === undefined
        ? []
        : [episodeOf({ release: one, person, speaking }, people.get(one.person_id))];
    });
  },
});

/** The earliest first; of two of one day always in the same order. */
function byDay(a: CaseUnitRow, b: CaseUnitRow): number {
  return `${a.begins} ${a.id}` < `${b.begins} ${b.id}` ? -1 : 1;
}

function episodeOf(at: GapCase, measured: MeasuredPerson | undefined): Episode<typeof own> {
  const { person } = at;
  const { released_on, started_on } = at.release;
  const again = againInCustody(at);
  const { first, advance } = firstMoneyAfter(at, again.on);
  const address = lastKnownAddress(at)?.kind ?? null;
  const goneOn = (kind: string) =>
    person.departure
      .flatMap((one) => (one.kind === kind && one.on_day >= released_on ? [one.on_day] : []))
      .sort()[0] ?? null;
  return {
    id: at.release.id,
    personId: at.release.person_id,
    ...aboutPerson(measured, released_on),
    prison_id: at.release.prison_id,
    region_code: regionOf(at),
    delivery_unit_code: caseOn(person.case_unit.toSorted(byDay), released_on)?.unit_code ?? null,
    sentence_days: at.release.sentence_days,
    recall: at.release.recall,
    category: categoryOf(at),
    transferred_in_last_28_days: transfersBeforeRelease(at).length > 0,
    claim_made_in: claimMadeIn(at, again.on),
    employment_at_6_weeks: employmentOn(at, milestones.SIX_WEEKS(released_on)),
    employment_at_6_months: employmentOn(at, milestones.SIX_MONTHS(released_on)),
    released_on,
    started_on,
    days_served: daysBetween(started_on, released_on),
    legal_status: at.release.legal_status,
    date_moves: dateMoves(at).length,
    adviser_seen_on: interviewsOfStay(at).find(({ held }) => held === true)?.booked_on ?? null,
    release_address_kind: address === 'UNKNOWN' ? null : address,
    first_money_on: first?.paidOn ?? null,
    first_money_source: first?.source ?? null,
    advance_on: advance?.paidOn ?? null,
    again_in_custody_on: again.on,
    recalled_on: again.recalledOn,
    newly_in_custody_on: again.newlyOn,
    died_on: goneOn('DEATH'),
    removed_on: goneOn('REMOVAL'),
    ...gapsByColumn(at),
  };
}
