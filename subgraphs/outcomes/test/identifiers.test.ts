import { makeCro, makePnc, makeUln } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

interface Found {
  readonly offender: { readonly id: string; readonly name: { readonly forename: string } } | null;
}

async function find(identifier: string): Promise<Found['offender']> {
  const { offender } = await outcomes.read<Found>(
    'query ($identifier: String!) { offender(identifier: $identifier) { id name { forename } } }',
    { identifier },
  );
  return offender;
}

const pnc = makePnc(1979, 163_001);
const cro = makeCro(1991, 65_656);
const uln = makeUln(43);
const serial = (text: string) => text.slice(-1);

describe('a person', () => {
  beforeAll(async () => {
    await outcomes.publish(
      testFile('probation', 'X500001').describe(
        { pnc, cro, uln, prisonerNumber: 'A5001AA', nino: 'NC500001B' },
        { recordedAt: '2026-09-01T10:00:00Z' },
      ),
      testFile('prisons', 'A5001AA').describe(
        { pnc },
        { forename: 'Anne', recordedAt: '2026-09-02T10:00:00Z' },
      ),
      testFile('jobcentre', 'NC500001B').describe({}, { recordedAt: '2026-08-31T10:00:00Z' }),
      testFile('providers', 'BC5001ED').describe({ crn: 'X500001' }, { recordedAt: '2026-08-30T10:00:00Z' }),
      testFile('providers', 'BC5002ED').describe({ crn: 'X500001' }, { recordedAt: '2026-08-30T11:00:00Z' }),
    );
  });

  it.each([
    ['CRN', ' x500001 '],
    ['prisoner number', 'a5001 aa'],
    ['National Insurance number', 'nc 50 00 01 b'],
    ['PNC number with a short year and no zeros', `79/163001${serial(pnc)}`],
    ['PNC number without a slash', `1979163001${serial(pnc).toLowerCase()}`],
    ['CRO number without zeros', `65656/91${serial(cro)}`],
    ['ULN', `${uln.slice(0, 5)} ${uln.slice(5)}`],
    ['referral reference', 'bc5002ed'],
  ])('is found by a %s in sloppy spelling', async (_kind, identifier) => {
    expect(await find(identifier)).toMatchObject({ name: { forename: 'Anne' } });
  });

  it("is found by the hub's id, in capitals too, and by the id of each file", async () => {
    const person = await find('X500001');
    expect(await find(` ${person?.id.toUpperCase()} `)).toEqual(person);
    const { rows } = await outcomes.pool.query<{ id: string }>('SELECT id FROM outcomes.file');
    expect(rows).toHaveLength(5);
    for (const { id } of rows) expect(await find(id)).toEqual(person);
  });

  it('has every identifier that any agency holds, once', async () => {
    const { offender } = await outcomes.read<{ offender: unknown }>(
      `{ offender(identifier: "BC5001ED") { dateOfBirth sex identifiers {
        crns prisonerNumbers ninos pncs cros ulns referenceNumbers } } }`,
    );
    expect(offender).toEqual({
      dateOfBirth: '1990-02-03',
      sex: 'F',
      identifiers: {
        crns: ['X500001'],
        prisonerNumbers: ['A5001AA'],
        ninos: ['NC500001B'],
        pncs: [pnc],
        cros: [cro],
        ulns: [uln],
        referenceNumbers: ['BC5001ED', 'BC5002ED'],
      },
    });
  });

  it('has the name of the record that was updated last', async () => {
    expect(await find('NC500001B')).toMatchObject({ name: { forename: 'Anne' } });
  });
});

it.each([
  'X599999',
  'A5999AA',
  'NC599999D',
  makePnc(1980, 1),
  makeCro(1980, 1),
  makeUln(99),
  'ZZ9999ZZ',
  '0190a000-0000-7000-8000-000000000000',
])('nobody is known by %s', async (identifier) => {
  expect(await find(identifier)).toBeNull();
});

it.each(['', 'nonsense', '1980/0163001B', '9999999999', 'QQ123456A', '190a000-0000-7000-8000-000000000000'])(
  '"%s" is refused, and the accepted forms are named',
  async (identifier) => {
    const { errors } = await outcomes.ask('query ($it: String!) { offender(identifier: $it) { id } }', {
      it: identifier,
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'identifier' } }]);
    for (const form of ['X123456', 'A1234BC', 'NC123456A', 'PNC', 'CRO', 'ULN', 'JS8762ED', 'UUID']) {
      expect(errors?.[0]?.message).toContain(form);
    }
  },
);

it('a text that the database cannot hold is refused before it is looked up', async () => {
  const { errors } = await outcomes.ask('query ($it: String!) { offender(identifier: $it) { id } }', {
    it: `${pnc}\0`,
  });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'it' } }]);
});

describe('a National Insurance number without its last letter', () => {
  it('leads to the person', async () => {
    expect(await find('nc 500001')).toEqual(await find('NC500001B'));
  });

  it('is refused where it is also the CRN of somebody else, and both readings are named', async () => {
    await outcomes.publish(testFile('probation', 'NC500001').describe());
    const { errors } = await outcomes.ask('{ offender(identifier: "NC500001") { id } }');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'identifier' } }]);
    expect(errors?.[0]?.message).toMatch(/NC500001 \(CRN.*NC500001B \(National Insurance number/);
  });
});
