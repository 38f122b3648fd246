import { makeCrn, makeNino, makePnc, makePrisonerNumber, makeReferenceNumber } from '@throughgate/domain';
import type { ChangeEvent } from '@throughgate/events';
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  record,
  sample,
  shuffledSubarray,
} from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

/** The people that files belong to, each as the sorted keys of their files; ordered. */
async function peopleOf(keys: readonly string[]): Promise<string[][]> {
  const { rows } = await outcomes.pool.query<{ keys: string[] }>(
    `SELECT array_agg(key ORDER BY key) AS keys FROM outcomes.file
     WHERE cluster_id IN (SELECT cluster_id FROM outcomes.file WHERE key = ANY ($1)) GROUP BY cluster_id`,
    [keys],
  );
  return rows.map((row) => row.keys).sort();
}

async function idOf(identifier: string): Promise<string> {
  const { offender } = await outcomes.read<{ offender: { id: string } }>(
    'query ($identifier: String!) { offender(identifier: $identifier) { id } }',
    { identifier },
  );
  return offender.id;
}

const pnc = (serial: number) => makePnc(1990, serial);

describe('files are of one person', () => {
  it('when they share an identifier, directly or through another file', async () => {
    await outcomes.publish(
      testFile('prisons', 'A4001AA').describe({ pnc: pnc(1) }),
      testFile('jobcentre', 'NC400100A').describe(),
    );
    expect(await peopleOf(['A4001AA', 'NC400100A'])).toEqual([['A4001AA'], ['NC400100A']]);
    const [prisonId, claimId] = [await idOf('A4001AA'), await idOf('NC400100A')];
    await outcomes.publish(testFile('probation', 'X400100').describe({ pnc: pnc(1), nino: 'NC400100A' }));
    expect(await peopleOf(['A4001AA'])).toEqual([['A4001AA', 'NC400100A', 'X400100']]);
    // Either id keeps leading to the person.
    expect(await idOf(prisonId)).toBe(await idOf('X400100'));
    expect(await idOf(claimId)).toBe(await idOf('X400100'));
  });

  it('which keeps its id when a file joins that is new to the hub', async () => {
    await outcomes.publish(testFile('prisons', 'A4002AA').describe());
    const id = await idOf('A4002AA');
    for (let serial = 1; serial <= 8; serial++) {
      await outcomes.publish(
        testFile('probation', `X40020${serial}`).describe({ prisonerNumber: 'A4002AA' }),
      );
      expect(await idOf(`X40020${serial}`)).toBe(id);
    }
  });

  it('when referrals name the same CRN, before anybody knows the case', async () => {
    await outcomes.publish(
      testFile('providers', 'BC4003ED').describe({ crn: 'X400300' }),
      testFile('providers', 'BC4004ED').describe({ crn: 'X400300' }),
    );
    expect(await peopleOf(['BC4003ED'])).toEqual([['BC4003ED', 'BC4004ED']]);
    await outcomes.publish(testFile('probation', 'X400300').describe());
    expect(await peopleOf(['BC4003ED'])).toEqual([['BC4003ED', 'BC4004ED', 'X400300']]);
  });

  it('in whatever topics and partitions they come at once', async () => {
    const size = 40;
    const crn = makeCrn(900_000);
    const events = [
      testFile('probation', crn).describe({ pnc: pnc(900) }),
      ...Array.from({ length: size }, (_, index) =>
        testFile('providers', makeReferenceNumber(3_900_000 + index, 'ED')).describe({ crn }),
      ),
      ...Array.from({ length: size }, (_, index) =>
        testFile('prisons', makePrisonerNumber(6_000_000 + index)).describe({ pnc: pnc(900) }),
      ),
      ...Array.from({ length: size }, (_, index) =>
        testFile('jobcentre', makeNino(900_000 + index)).describe({
          prisonerNumber: makePrisonerNumber(6_000_000 + index),
        }),
      ),
    ];
    const [some, others] = [
      events.filter((_, index) => index % 2),
      events.filter((_, index) => index % 2 === 0),
    ];
    await Promise.all([outcomes.publish(...some), outcomes.publish(...others)]);
    expect(await peopleOf([crn])).toEqual([events.map(({ key }) => key).sort()]);
  });
});

describe('files are of different people', () => {
  it('when they share nothing but a name and a date of birth', async () => {
    await outcomes.publish(
      testFile('prisons', 'A4101AA').describe({ pnc: pnc(101) }),
      testFile('probation', 'X410100').describe({ pnc: pnc(102) }),
    );
    expect(await peopleOf(['A4101AA', 'X410100'])).toEqual([['A4101AA'], ['X410100']]);
  });

  it('when they share a number that is not valid: a temporary ULN, a PNC number with a wrong letter', async () => {
    const invalid = { uln: '9999999999', pnc: '1980/0163001B' };
    await outcomes.publish(
      testFile('prisons', 'A4102AA').describe(invalid),
      testFile('probation', 'X410200').describe(invalid),
    );
    expect(await peopleOf(['A4102AA', 'X410200'])).toEqual([['A4102AA'], ['X410200']]);
  });

  it('after a wrong identifier was corrected, and their journeys part', async () => {
    const prisoner = testFile('prisons', 'A4103AA');
    const supervised = testFile('probation', 'X410300');
    await outcomes.publish(
      prisoner.describe({ pnc: pnc(103) }),
      supervised.describe({ pnc: pnc(103), nino: 'NC410300A' }),
      testFile('jobcentre', 'NC410300A').describe(),
    );
    expect(await peopleOf(['A4103AA'])).toEqual([['A4103AA', 'NC410300A', 'X410300']]);
    await outcomes.publish(supervised.describe({ pnc: pnc(104), nino: 'NC410300A' }));
    expect(await peopleOf(['A4103AA', 'X410300'])).toEqual([['A4103AA'], ['NC410300A', 'X410300']]);
    expect(await idOf('A4103AA')).not.toBe(await idOf('X410300'));
    const { offender } = await outcomes.read<{ offender: object }>(
      '{ offender(identifier: "A4103AA") { identifiers { crns pncs } journey { edges { node { agency } } } } }',
    );
    expect(offender).toEqual({
      identifiers: { crns: [], pncs: [pnc(103)] },
      journey: { edges: [{ node: { agency: 'prisons' } }] },
    });
  });

  it('when an old description with the wrong identifier comes after its correction', async () => {
    const supervised = testFile('probation', 'X410400');
    const wrong = supervised.describe({ pnc: pnc(105) });
    const right = supervised.describe({ pnc: pnc(106) });
    await outcomes.publish(testFile('prisons', 'A4104AA').describe({ pnc: pnc(105) }), right);
    await outcomes.publish(wrong);
    expect(await peopleOf(['A4104AA', 'X410400'])).toEqual([['A4104AA'], ['X410400']]);
  });
});

/** How an agency's files are keyed: as many agencies as there are forms of key to draw. */
const keyFrom = {
  probation: makeCrn,
  prisons: makePrisonerNumber,
  jobcentre: makeNino,
  providers: (serial: number) => makeReferenceNumber(serial, 'ED'),
};
type Drawable = keyof typeof keyFrom;

interface Drawn {
  readonly agency: Drawable;
  readonly pnc: number;
  readonly nino: number;
  readonly crn: number;
}

let drawings = 0;

/** Files with identifiers from a small stock, so that many are shared; each drawing has a stock of its own. */
function draw(drawn: readonly Drawn[]): TestFile[] {
  const stock = 1_000 * ++drawings;
  return drawn.map(({ agency }, index) => {
    return testFile(agency, keyFrom[agency](stock + 500 + index));
  });
}

function identifiersOf({ agency, ...shared }: Drawn, stock: number): Record<string, string> {
  return {
    ...(shared.pnc > 0 ? { pnc: pnc(stock + shared.pnc) } : {}),
    ...(shared.nino > 0 && agency !== 'jobcentre' ? { nino: makeNino(stock + shared.nino) } : {}),
    ...(shared.crn > 0 && agency !== 'probation' ? { crn: makeCrn(stock + shared.crn) } : {}),
  };
}

/** People by the definition: whoever can be reached from file to file over shared identifiers. */
function expectedPeople(files: readonly { key: string; identifiers: readonly string[] }[]): string[][] {
  const left = new Set(files);
  const people: string[][] = [];
  for (const first of left) {
    const person = [first];
    left.delete(first);
    for (const member of person) {
      for (const other of left) {
        if (!other.identifiers.some((identifier) => member.identifiers.includes(identifier))) continue;
        left.delete(other);
        person.push(other);
      }
    }
    people.push(person.map(({ key }) => key).sort());
  }
  return people.sort();
}

it('who is who does not depend on the order in which events come, nor on how they are batched', async () => {
  const agency = constantFrom(...(Object.keys(keyFrom) as Drawable[]));
  const serial = integer({ min: 0, max: 6 });
  const files = array(record({ agency, pnc: serial, nino: serial, crn: serial }), {
    minLength: 8,
    maxLength: 20,
  });
  await assert(
    asyncProperty(files, integer(), integer({ min: 1, max: 5 }), async (drawn, seed, batches) => {
      const made = draw(drawn);
      const stock = 1_000 * drawings;
      const described = made.map((file, index) => {
        const identifiers = identifiersOf(drawn[index] as Drawn, stock);
        // Each file is described wrongly at first: what counts is the last description, whenever it comes.
        const wrong = file.describe({ pnc: pnc(stock + 400 + (index % 3)) });
        return { key: file.key, identifiers, events: [wrong, file.describe(identifiers)] };
      });
      const events = described.flatMap((file) => file.events);
      const [order = []] = sample(
        shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        { numRuns: 1, seed },
      );
      for (const batch of inBatches(order, batches)) await outcomes.publish(...batch);
      expect(await peopleOf(described.map(({ key }) => key))).toEqual(
        expectedPeople(
          described.map(({ key, identifiers }) => ({
            key,
            identifiers: [key, ...Object.values(identifiers)],
          })),
        ),
      );
    }),
    { numRuns: 25 },
  );
});

function inBatches(events: readonly ChangeEvent[], count: number): ChangeEvent[][] {
  return Array.from({ length: count }, (_, batch) =>
    events.filter((_event, index) => index % count === batch),
  );
}
