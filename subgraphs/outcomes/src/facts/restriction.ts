import type { ChangeEvent } from '@throughgate/events';
import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';
import { windowsOf } from './windows-of.ts';

/** An absence that a restriction's hours allow. */
export interface RestrictionPermission {
  readonly id: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
}

/** What a licence or an order restricts, from when until when, with the hours and the absences granted. */
export const restriction = defineFact({
  table: 'restriction',
  about: 'person',
  version: 1,
  columns: {
    kind: 'text',
    /** GraphQL type of what it follows from: `Licence` or `Order`. */
    source_type: 'text',
    source_id: 'text',
    from_day: 'date',
    /** Last day, as planned. */
    to_day: 'date',
    /** When it ended before that. */
    ended_at: 'timestamptz',
    /** Weekly windows: `day`, `from` and `until` by London's clocks. */
    windows: 'jsonb',
    /** A list of {@link RestrictionPermission}. */
    permissions: 'jsonb',
  },
  indexes: [],
  events: {
    probation: {
      'probation.restriction.started': restrictionRow,
      'probation.restriction.ended': restrictionRow,
      'probation.restriction.permission-granted': restrictionRow,
      'probation.restriction.permission-withdrawn': restrictionRow,
      'create-and-vary-a-licence.licence.activated': curfewsOfLicence,
      'create-and-vary-a-licence.licence.inactivated': curfewsOfLicence,
    },
  },
});

function restrictionRow(data: FactData) {
  const id = data.text('restriction.id');
  if (id === null) return [];
  return [
    {
      id,
      kind: data.code('restriction.kind'),
      source_type: data.text('restriction.source.type'),
      source_id: data.text('restriction.source.id'),
      from_day: data.day('restriction.from'),
      to_day: data.day('restriction.to'),
      ended_at: data.moment('restriction.endedAt'),
      windows: windowsOf(data, 'restriction.windows'),
      permissions: data.list('restriction.permissions').flatMap((permission) => {
        const from = permission.moment('from');
        const until = permission.moment('until');
        return from === null || until === null ? [] : [{ id: permission.text('id') ?? from, from, until }];
      }) satisfies RestrictionPermission[],
    },
  ];
}

/**
 * The curfews of a licence as events of before told them, when restrictions had no events of their own: such a licence has no
 * `type`. An event of today takes back what one of before said of its licence.
 */
function curfewsOfLicence(data: FactData, { type }: ChangeEvent) {
  const licenceId = data.text('licence.id');
  if (licenceId === null) return [];
  const isOfToday = data.code('licence.type') !== null;
  if (isOfToday && type.endsWith('.activated')) return [];
  return data.list('licence.additionalConditions').flatMap((condition) => {
    const windows = windowsOf(condition, 'curfew');
    if (windows.length === 0) return [];
    return [
      {
        id: `${licenceId} ${condition.text('code')}`,
        kind: 'CURFEW',
        source_type: 'Licence',
        source_id: licenceId,
        from_day: data.day('licence.startDate'),
        to_day: data.day('licence.endDate'),
        ended_at: null,
        windows: isOfToday ? [] : windows,
        permissions: [],
      },
    ];
  });
}
