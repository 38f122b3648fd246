import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DateScalar, DateTimeScalar } from '../src/graph/scalars.ts';
import { startToyGraph, type ToyGraph } from './support/toy-graph.ts';

// The same cases in every run.
fc.configureGlobal({ seed: 20261001 });

let graph: ToyGraph;
beforeAll(async () => {
  graph = await startToyGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const asVariable = (field: 'day' | 'moment', value: unknown) =>
  graph.ask(`query ($is: ${field === 'day' ? 'Date' : 'DateTime'}!) { ${field}(is: $is) }`, { is: value });
const asLiteral = (field: 'day' | 'moment', value: unknown) =>
  graph.ask(`{ ${field}(is: ${JSON.stringify(value)}) }`);

/** Both ways in, and the code of a refusal: a literal is part of the query, which is validated as a whole. */
const ways = [
  { give: asVariable, code: 'BAD_USER_INPUT' },
  { give: asLiteral, code: 'GRAPHQL_VALIDATION_FAILED' },
];

/** A moment between the years 1900 and 2100. */
const moments = fc.date({
  min: new Date('1900-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('a Date', () => {
  it('stays the text it was, given as a variable or in the query', async () => {
    for (const { give } of ways) {
      expect((await give('day', '2028-02-29')).body).toEqual({ data: { day: '2028-02-29' } });
    }
  });

  it('is read from a column as the day it is, in whatever zone the server runs', async () => {
    expect((await graph.ask('{ dayAtMidnight }')).body).toEqual({ data: { dayAtMidnight: '2026-10-01' } });
  });

  it.each([
    '2026-02-30',
    '2027-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '01/10/2026',
    '20261001',
    '2026-10-01T00:00:00Z',
    ' 2026-10-01',
    'tomorrow',
    '',
  ])('is refused as "%s", naming it', async (text) => {
    for (const { give, code } of ways) {
      const { status, body } = await give('day', text);
      expect(status).toBe(400);
      expect(body.data).toBeUndefined();
      expect(body.errors).toMatchObject([
        { message: expect.stringContaining(`"${text}"`), extensions: { code } },
      ]);
    }
  });

  it.each([20261001, true, 1.5])('is refused as %j, which is no text', async (value) => {
    for (const { give, code } of ways) {
      const { status, body } = await give('day', value);
      expect(status).toBe(400);
      expect(body.data).toBeUndefined();
      expect(body.errors).toMatchObject([{ extensions: { code } }]);
    }
  });

  it('goes in and out unchanged, every day of two centuries', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const day = moment.toISOString().slice(0, 10);
        expect(DateScalar.parseValue(day)).toBe(day);
        expect(DateScalar.serialize(day)).toBe(day);
        expect(DateScalar.serialize(new Date(`${day}T00:00:00Z`))).toBe(day);
      }),
    );
  });

  it('takes no other text', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/^\d{4}-\d{2}-\d{2}$/.test(text)),
        (text) => {
          expect(() => DateScalar.parseValue(text)).toThrow(/must be a day that exists/);
        },
      ),
    );
  });
});

describe('a DateTime', () => {
  it.each([
    ['2026-10-01T08:30:00.000Z', '2026-10-01T08:30:00.000Z'],
    ['2026-10-01T08:30:00Z', '2026-10-01T08:30:00.000Z'],
    ['2026-10-01T09:30:00+01:00', '2026-10-01T08:30:00.000Z'],
    ['2026-01-01T00:15:00+02:00', '2025-12-31T22:15:00.000Z'],
  ])('given as %s is %s', async (given, expected) => {
    for (const { give } of ways) {
      expect((await give('moment', given)).body).toEqual({ data: { moment: expected } });
    }
  });

  it('is read from a column as the moment it is', async () => {
    expect((await graph.ask('{ momentOfDate }')).body).toEqual({
      data: { momentOfDate: '2026-10-01T08:30:00.000Z' },
    });
  });

  it.each([
    '2026-10-01',
    '2026-10-01T08:30:00',
    '2026-10-01T25:00:00Z',
    '2026-02-30T08:30:00Z',
    'now',
    '',
    true,
  ])('is refused as %j', async (value) => {
    for (const { give, code } of ways) {
      const { status, body } = await give('moment', value);
      expect(status).toBe(400);
      expect(body.data).toBeUndefined();
      expect(body.errors).toMatchObject([{ extensions: { code } }]);
    }
  });

  it('is the same moment whatever the offset it is written with', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -12 * 60, max: 14 * 60 }), (moment, offset) => {
        const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const zone = `${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
        expect(DateTimeScalar.parseValue(local + zone)).toBe(moment.toISOString());
      }),
    );
  });
});
