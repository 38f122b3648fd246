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
