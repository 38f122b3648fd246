import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  kind: 'text',
  title: 'text',
  begins: 'date',
  planned_end: 'date',
  ended_on: 'date',
  treatment: 'boolean',
} as const;

const started: ReadRows<typeof columns> = (data) => order(data, false);
const ended: ReadRows<typeof columns> = (data) => order(data, true);

function order(data: Parameters<ReadRows>[0], hasEnded: boolean): ReturnType<ReadRows<typeof columns>> {
  const id = data.text('order.id');
  if (id === null) return [];
  const end = data.day('order.endDate');
  return [
    {
      id,
      kind: 'ORDER',
      title: data.text('order.type.title') ?? data.code('order.type'),
      begins: data.day('order.startDate'),
      planned_end: data.day('order.orderedEndDate') ?? end,
      // Events of before say the actual end in the place of the planned one.
      ended_on: data.day('order.endedOn') ?? (hasEnded ? end : null),
      treatment: data
        .list('order.requirements')
        .some((requirement) => treatments.has(requirement.code('type') ?? '')),
    },
  ];
}

const treatments: ReadonlySet<string> = new Set(['DRUG_REHABILITATION', 'ALCOHOL_TREATMENT']);

const licensed =
  (hasEnded: boolean): ReadRows<typeof columns> =>
  (data) => {
    const id = data.text('licence.id');
    if (id === null) return [];
    const end = data.day('licence.endDate');
    return [
      {
        id,
        kind: 'LICENCE',
        title: data.text('licence.kind.title') ?? data.code('licence.kind'),
        begins: data.day('licence.startDate'),
        planned_end: data.day('licence.plannedEndDate') ?? end,
        ended_on: data.day('licence.endedOn') ?? (hasEnded ? end : null),
        treatment: false,
      },
    ];
  };

/** Orders and licences: what a person is supervised under. */
export const supervision = defineFact({
  table: 'supervision',
  about: 'person',
  version: 1,
  columns,
  indexes: [],
  events: {
    probation: {
      'probation.order.started': started,
      'probation.order.ended': ended,
      'create-and-vary-a-licence.licence.activated': licensed(false),
      'create-and-vary-a-licence.licence.inactivated': licensed(true),
    },
  },
});
