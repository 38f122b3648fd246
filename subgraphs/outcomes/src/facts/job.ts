import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';
import { windowsOf } from './windows-of.ts';

/** Jobs that people started with a provider's help, with the hours of their shifts. A job whose hours nobody said has no shifts. */
export const job = defineFact({
  table: 'job',
  about: 'person',
  version: 1,
  columns: {
    from_day: 'date',
    /** Last day; null while it goes on. */
    to_day: 'date',
    /** Weekly windows: `day`, `from` and `until` by London's clocks. */
    shifts: 'jsonb',
  },
  indexes: [],
  events: {
    providers: {
      'providers.outcome.achieved': jobRow,
      'providers.outcome.sustained': jobRow,
      'providers.job.ended': jobRow,
      'providers.first-wage.paid': jobRow,
    },
  },
});

function jobRow(data: FactData) {
  const id = data.text('outcome.id');
  if (id === null || data.object('outcome.job') === null) return [];
  return [
    {
      id,
      from_day: data.day('outcome.achievedOn'),
      to_day: data.day('outcome.job.endedOn'),
      shifts: windowsOf(data, 'outcome.job.shifts'),
    },
  ];
}
