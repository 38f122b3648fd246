import { addDays, currentRegionCode, type PlainDate } from '@throughgate/domain';
import { inForceOn } from '../../releases/in-force.ts';
import { aboutPerson } from './about-person.ts';
import { caseOn } from './case-on.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';
import { type ReceivedForm, readReceivedForms, readUnits, type UnitOfCase } from './read-sharing.ts';

/** An order or a licence of a case: its days, the last among them; null while nobody knows it. */
interface Supervised {
  readonly file_id: string;
  readonly person_id: string;
  readonly key: string;
  readonly begins: PlainDate;
  readonly ends: PlainDate | null;
}

/**
 * Cases of probation while an order or a licence runs, cut wherever the unit changes, or whether the Jobcentre holds a form that
 * was not withdrawn: on each day a case is in one row at most, and that says how it stood. Each case counts, so that somebody with two
 * is in two.
 */
export const openCase = defineEpisodes({
  name: 'open_case',
  describes: 'A stretch of days on which a case of probation was open, at one unit, with or without a form.',
  about: 'person',
  version: 1,
  columns: {
    from_on: { type: 'date', describes: 'First day of the stretch.' },
    to_on: { type: 'date', describes: 'Last day; null where no end is known or ordered.' },
    shared: {
      type: 'boolean',
      describes: 'Whether the Jobcentre had received a form that was not withdrawn.',
    },
    sex: columns.sex,
    age: { type: 'integer', describes: 'Completed years of age on the first day of the stretch.' },
    region_code: columns.region_code,
    delivery_unit_code: columns.delivery_unit_code,
  },
  async derive(context) {
    const { client, personIds, people } = context;
    const { rows } = await client.query<Supervised>(
      `SELECT file_id, cluster_id AS person_id, key, begins, coalesce(ended_on, planned_end) AS ends
       FROM outcomes.file JOIN outcomes.supervision ON file_id = file.id
       WHERE cluster_id = ANY ($1::uuid[]) AND begins IS NOT NULL ORDER BY file_id, begins, supervision.id`,
      [personIds],
    );
    const units = await readUnits(context);
    const forms = Map.groupBy(await readReceivedForms(context), ({ file_id }) => file_id);
    return [...Map.groupBy(rows, ({ file_id }) => file_id)].flatMap(([file, supervised]) => {
      const { key, person_id } = supervised[0] as Supervised;
      return stretches(supervised, units.get(file) ?? [], forms.get(file) ?? []).map(
        ({ from, to, unit, shared }) => ({
          id: `${key} ${from}`,
          personId: person_id,
          from_on: from,
          to_on: to,
          shared,
          ...aboutPerson(people.get(person_id), from),
          region_code:
            unit?.region_code == null ? null : (currentRegionCode(unit.region_code) ?? unit.region_code),
          delivery_unit_code: unit?.unit_code ?? null,
        }),
      );
    });
  },
});

function stretches(
  supervised: readonly Supervised[],
  units: readonly UnitOfCase[],
  forms: readonly ReceivedForm[],
) {
  // Within two of these days, one after the other, nothing changes.
  const days = [
    ...supervised.flatMap(({ begins, ends }) => [begins, ...(ends === null ? [] : [addDays(ends, 1)])]),
    ...units.map(({ begins }) => begins),
    ...forms.flatMap(({ received_on, withdrawn_on }) => [
      received_on,
      ...(withdrawn_on === null ? [] : [withdrawn_on]),
    ]),
  ];
  const changes = [...new Set(days)].sort();
  return changes.flatMap((from, place) => {
    if (!supervised.some(({ begins, ends }) => inForceOn(from, begins, ends))) return [];
    const next = changes[place + 1];
    const shared = forms.some(
      ({ received_on, withdrawn_on }) =>
        received_on <= from && (withdrawn_on === null || from < withdrawn_on),
    );
    return [{ from, to: next === undefined ? null : addDays(next, -1), unit: caseOn(units, from), shared }];
  });
}
