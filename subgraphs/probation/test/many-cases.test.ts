import { operationText } from '@throughgate/contracts';
import { recordId } from '@throughgate/domain';
import { type FieldNode, type OperationDefinitionNode, parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProbationUnderTest, person, startProbation, taken } from './support/probation-under-test.ts';

let probation: ProbationUnderTest;
beforeAll(async () => {
  probation = await startProbation();
});
afterAll(() => probation[Symbol.asyncDispose]());

const recordedAt = '2020-10-01T15:00:00.000Z';

/** A case with a record of every kind, as steps for a bulk load or mutations. */
function caseSteps(crn: string, prefix: string) {
  let count = 0;
  const step = (mutation: string, input: Record<string, unknown>) => ({
    mutation,
    input: { idempotencyKey: `${prefix}-${mutation}-${count++}`, crn, ...input },
    recordedAt,
  });
  const order = step('startOrder', {
    type: 'COMMUNITY_ORDER',
    startDate: '2020-09-01',
    endDate: '2021-08-31',
    requirements: [{ type: 'UNPAID_WORK', length: 80, unit: 'HOURS' }, { type: 'RESIDENCE' }],
  });
  const licence = step('activateLicence', {
    kind: 'HDC',
    startDate: '2020-09-20',
    endDate: '2020-12-31',
    additionalConditions: [
      {
        code: '52faefcf-15f0-42c5-b908-621b4a7ecdb9',
        curfew: [{ day: 'MONDAY', from: '19:00', until: '07:00' }],
      },
      { code: '9ae2a336-3491-4667-aaed-dd852b09b4b9' },
    ],
  });
  const appointment = step('bookAppointment', { type: 'COAI', startsAt: '2020-09-20T13:00:00.000Z' });
  const idOf = ({ input }: { input: { idempotencyKey: string } }) =>
    recordId('probation', input.idempotencyKey);
  const manager = { deliveryUnitCode: 'N50BOLT', name: 'Sam Officer', staffCode: 'N50A123' };
  return [
    step('openCase', { ...person, ...taken }),
    step('allocateManager', { ...manager, allocatedOn: '2020-09-02' }),
    step('allocateManager', { ...manager, name: 'Kim Officer', allocatedOn: '2020-09-02' }),
    order,
    licence,
    appointment,
    step('makeEteReferral', { madeOn: '2020-09-21', contractReference: 'DN535743' }),
    step('recordAppointmentOutcome', { appointmentId: idOf(appointment), outcome: 'ATTC' }),
    step('endOrder', { orderId: idOf(order), endDate: '2020-09-25', reason: 'REVOKED' }),
    step('endLicence', { licenceId: idOf(licence), endDate: '2020-09-25', status: 'RECALLED' }),
  ];
}

/** How many events the steps of a case make: a step one, and as many more as restrictions begin and end with it. */
function eventsOfSteps(steps: ReturnType<typeof caseSteps>): number {
  // Where to live by the order, approval of work and a curfew by the licence.
  return steps.length + 2 * 3;
}

it('appointments are paged, the latest first, each exactly once', async () => {
  const crn = await probation.opened('X300001');
  for (let day = 1; day < 8; day++) {
    // Two at the same moment, so that the order has to be settled by something else.
    for (const type of ['COAP', 'CRSAPT']) {
      await probation.mutate('bookAppointment', { crn, type, startsAt: `2020-09-0${day}T09:00:00Z` });
    }
  }
  const seen: { id: string; startsAt: string }[] = [];
  let after: string | null = null;
  do {
    const page: unknown = await probation.read(
      crn,
      `{ appointments(first: 3, after: ${JSON.stringify(after)}) {
        edges { node { id startsAt } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
    );
    const { appointments } = page as {
      appointments: {
        edges: { node: { id: string; startsAt: string } }[];
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
      };
    };
    expect(appointments.pageInfo.hasPreviousPage).toBe(after !== null);
    seen.push(...appointments.edges.map(({ node }) => node));
    after = appointments.pageInfo.hasNextPage ? appointments.pageInfo.endCursor : null;
  } while (after !== null);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(14);
  const times = seen.map(({ startsAt }) => startsAt);
  expect(times).toEqual([...times].sort().reverse());
});

it.each(['first: 0', 'first: 501', 'after: "nonsense"'])('a page of %s is refused', async (page) => {
  const { errors } = await probation.agency.ask(
    `{ probationCase(crn: "X300001") { appointments(${page}) { pageInfo { hasNextPage } } } }`,
  );
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

it('a hundred people cost as many SQL statements as one, seven for all that the journey asks', async () => {
  const crns = Array.from({ length: 100 }, (_, index) => `Y${String(100_000 + index)}`);
  await probation.agency.load(crns.flatMap((crn) => caseSteps(crn, crn)));
  const statements = async (people: number) => {
    const before = await probation.agency.sqlStatements();
    const { data, errors } = await probation.agency.ask(
      `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Offender { ${journeyFields()} } } }`,
      {
        people: crns
          .slice(0, people)
          .map((crn) => ({ __typename: 'Offender', id: crn, joinIdentifiers: { crns: [crn] } })),
      },
    );
    expect(errors).toBeUndefined();
    const answered = (data?.['_entities'] ?? []) as {
      probation: { licence: { conditions: unknown[] }; manager: { name: string } }[];
    }[];
    expect(answered).toHaveLength(people);
    for (const { probation: cases } of answered) {
      expect(cases[0]?.licence.conditions).toHaveLength(10);
      expect(cases[0]?.manager.name).toBe('Kim Officer');
    }
    return (await probation.agency.sqlStatements()) - before;
  };
  const one = await statements(1);
  // Case, manager, orders, requirements, licences, additional conditions, appointments.
  expect(one).toBe(7);
  expect(await statements(100)).toBe(one);
});

/** What the named operation `journey` asks of this subgraph. */
function journeyFields(): string {
  const fieldsOf = ({ selectionSet }: OperationDefinitionNode | FieldNode) =>
    (selectionSet?.selections ?? []).filter((selection) => selection.kind === 'Field');
  const [operation] = parse(operationText('journey')).definitions as OperationDefinitionNode[];
  const offender = operation && fieldsOf(operation)[0];
  const field = offender && fieldsOf(offender).find(({ name }) => name.value === 'probation');
  if (!field) throw new Error('the operation "journey" does not ask for probation');
  return print(field);
}

describe('a bulk load', () => {
  it('writes the rows and events that live mutations write', async () => {
    const steps = caseSteps('Z300001', 'bulk');
    expect(await probation.agency.load(steps)).toEqual({
      files: 1,
      events: eventsOfSteps(steps),
      skipped: 0,
    });
    for (const { mutation, input } of caseSteps('Z300002', 'live')) {
      expect((await probation.mutate(mutation, input)).code).toBeUndefined();
    }
    const withoutIds = (value: unknown) =>
      JSON.stringify(value)
        .replaceAll('Z300001', 'Z300002')
        .replace(/"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"/g, '"id"');
    const payloads = async (crn: string) =>
      withoutIds((await probation.eventsOf(crn)).map(({ type, payload }) => [type, payload]));
    expect(await payloads('Z300001')).toEqual(await payloads('Z300002'));
    const tables = await probation.agency.pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'crn' ORDER BY 1`,
    );
    const filled: string[] = [];
    for (const { name } of tables.rows) {
      const rows = async (crn: string) => {
        const found = await probation.agency.pool.query(`SELECT * FROM "${name}" WHERE crn = $1`, [crn]);
        return found.rows.map(withoutIds).sort();
      };
      const loaded = await rows('Z300001');
      expect(loaded).toEqual(await rows('Z300002'));
      if (loaded.length > 0) filled.push(name);
    }
    const cases = [
      'ProbationCase',
      'CommunityManager',
      'Order',
      'Requirement',
      'Licence',
      'AdditionalCondition',
    ];
    expect(filled).toEqual(expect.arrayContaining([...cases, 'Appointment', 'EteReferral', 'Restriction']));
  });

  it('skips files that exist, so that it can be run again', async () => {
    const steps = caseSteps('Z300001', 'again');
    expect(await probation.agency.load(steps)).toEqual({ files: 0, events: 0, skipped: 1 });
    expect(await probation.eventsOf('Z300001')).toHaveLength(eventsOfSteps(steps));
  });
});
