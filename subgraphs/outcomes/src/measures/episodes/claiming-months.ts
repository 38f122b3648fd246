import { addDays, addMonths, type PlainDate } from '@throughgate/domain';
import { categoryOf } from '../../releases/category-of.ts';
import { releasesOfPeople } from '../../releases/read-releases.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';
import { providerOn } from './provider-on.ts';
import { type ClaimOfClaimant, readClaims, readProgrammeReferrals } from './read-claimants.ts';
import { readSanctions } from './read-sanctions.ts';

/** Whole months, from the first day of the first to the last of the last; null where no end is known. */
interface Months {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

/**
 * Whole calendar months in each of which somebody had a claim to benefit on some day, cut where provider or category change: as they
 * are on the last day of a month. On each day a person is in one row at most.
 */
export const claimingMonths = defineEpisodes({
  name: 'claiming_months',
  describes: 'A run of calendar months in each of which somebody had a claim to benefit.',
  about: 'person',
  version: 1,
  columns: {
    from_on: { type: 'date', describes: 'First day of the first month.' },
    to_on: { type: 'date', describes: 'Last day of the last month; null while the claim runs.' },
    sanctioned_in: {
      type: 'text',
      describes: 'Months, as `2026-06`, in which a sanction began that was applied, one after the other.',
    },
    sex: columns.sex,
    office_code: columns.office_code,
    provider_code: columns.provider_code,
    category: columns.category,
  },
  async derive(context) {
    const { client, personIds, people, facts } = context;
    const claims = Map.groupBy(await readClaims(context), ({ person_id }) => person_id);
    const referralsOf = Map.groupBy(await readProgrammeReferrals(context), ({ person_id }) => person_id);
    const sanctionsOf = Map.groupBy(await readSanctions(context), ({ person_id }) => person_id);
    const releasesOf = Map.groupBy(await releasesOfPeople(client, personIds), ({ person_id }) => person_id);
    const known = await facts(['dateOfBirth', 'supervision']);
    return [...claims].flatMap(([personId, ofPerson]) => {
      const person = known.get(personId);
      if (person === undefined) return [];
      const referrals = referralsOf.get(personId) ?? [];
      const releases = releasesOf.get(personId) ?? [];
      const changes = [
        ...releases.map(({ released_on }) => monthOf(released_on)),
        ...referrals.flatMap(({ referred_on, started_on, ended_on }) => [
          monthOf(started_on ?? referred_on),
          // On the last day of its last month it may run still.
          ...(ended_on === null ? [] : [monthOf(ended_on), addMonths(monthOf(ended_on), 1)]),
        ]),
      ];
      return cut(runsOf(ofPerson), changes).map(({ from, to }) => {
        const lastDay = endOf(from);
        const release = releases.find(({ released_on }) => released_on <= lastDay);
        const sanctioned = (sanctionsOf.get(personId) ?? [])
          .map(({ from_day }) => from_day)
          .filter((day) => day >= from && (to === null || day <= to));
        return {
          id: `${personId} ${from}`,
          personId,
          from_on: from,
          to_on: to,
          sanctioned_in: [...new Set(sanctioned.map((day) => day.slice(0, 7)))].join(' '),
          sex: people.get(personId)?.sex ?? null,
          office_code: ofPerson.at(-1)?.office_code ?? null,
          provider_code: providerOn(referrals, lastDay),
          category: release === undefined ? null : categoryOf({ release, person }),
        };
      });
    });
  },
});

function monthOf(day: PlainDate): PlainDate {
  return `${day.slice(0, 7)}-01`;
}

function endOf(month: PlainDate): PlainDate {
  return addDays(addMonths(month, 1), -1);
}

/** The months with a claim: claims that share a month, or of which one follows the other, are one run. */
function runsOf(claims: readonly ClaimOfClaimant[]): readonly Months[] {
  const runs: Months[] = [];
  // Claims come with the earliest first.
  for (const { entitled_from, ended_on } of claims) {
    const from = monthOf(entitled_from);
    const to = ended_on === null ? null : endOf(monthOf(addDays(ended_on, -1)));
    const last = runs.at(-1);
    if (last === undefined || (last.to !== null && from > addDays(last.to, 1))) runs.push({ from, to });
    else if (last.to !== null && (to === null || to > last.to)) runs[runs.length - 1] = { ...last, to };
  }
  return runs;
}

/** The runs, cut before the months given. */
function cut(runs: readonly Months[], months: readonly PlainDate[]): readonly Months[] {
  const inOrder = [...new Set(months)].sort();
  return runs.flatMap(({ from, to }) => {
    const starts = [from, ...inOrder.filter((month) => month > from && (to === null || month <= to))];
    return starts.map((start, place) => {
      const next = starts[place + 1];
      return { from: start, to: next === undefined ? to : addDays(next, -1) };
    });
  });
}
