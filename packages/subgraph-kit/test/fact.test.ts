import { eventContract, type JsonSchema } from '@throughgate/contracts';
import { expect, it } from 'vitest';
import { createAgency } from '../src/files/agency.ts';
import { ChangeBuffer } from '../src/files/change-buffer.ts';
import {
  atLeast,
  badInput,
  defineAgency,
  defineRecord,
  filledInput,
  notFound,
  personFile,
} from '../src/index.ts';

interface Certificate {
  readonly id: string;
  readonly crn: string;
  readonly title: string;
  readonly level: string;
  readonly awardedOn: Date;
  readonly mark: number | null;
  readonly checked: boolean | null;
}

const studentFile = personFile<{ Certificate: Certificate }>('crn');
const type = 'toys.certificate.awarded';

function contractOf(key = 'certificate.id') {
  const text = { type: 'string' };
  const properties = {
    ...{
      id: text,
      title: text,
      level: { type: 'object', 'x-known-values': { L2: 'Level 2' } },
      awardedOn: text,
    },
    ...{ mark: { type: ['integer', 'null'] }, checked: { type: ['boolean', 'null'] } },
  };
  const schema: JsonSchema & { readonly required?: readonly string[] } = {
    $id: `urn:throughgate:events:toys:${type}:v1`,
    'x-throughgate': { entity: { type: 'Certificate', key }, title: 'Certificate awarded' },
    type: 'object',
    required: ['crn', 'version', 'certificate'],
    properties: {
      crn: text,
      version: { type: 'integer' },
      certificate: { type: 'object', properties },
    },
  };
  return eventContract('toys', type, schema);
}

const certificate = defineRecord(studentFile, {
  table: 'Certificate',
  key: 'id',
  facts: {
    awardCertificate: {
      event: type,
      on: 'awardedOn',
      requires: ({ exists, key }) => {
        if (!exists) throw notFound('student', key);
      },
      checks: {
        title: filledInput,
        mark: (field, mark) => atLeast(field, mark, 1),
        level: (field, level, { mark }) => {
          if (mark === null && level !== 'L2') throw badInput(field, 'A level but L2 needs a mark.');
          return level;
        },
      },
      starts: { checked: null },
    },
  },
});

const toys = (key?: string) =>
  defineAgency({
    name: 'toys',
    records: [certificate],
    resolvers: {},
    directory: '.',
    contracts: [contractOf(key)],
    connect: () => ({}) as never,
  });

const input = {
  idempotencyKey: 'key 1',
  crn: 'X000001',
  title: ' Welding ',
  level: 'L2',
  awardedOn: '2026-10-01',
};

/** Runs the fact in memory, and returns the row and the event that it makes. */
async function award(changes: object = {}, exists = true) {
  const { mutations, agency } = toys();
  const buffer = new ChangeBuffer(agency, studentFile as never);
  const file = {
    ...{ about: 'person', key: 'X000001', exists, newId: 'new', recordedAt: '2026-10-02T09:00:00.000Z' },
    record: (change: never) => buffer.add('X000001', change, '2026-10-02T09:00:00.000Z'),
  };
  const id = await mutations
    .get('awardCertificate')
    ?.command(file as never, { ...input, ...changes } as never);
  return { id, row: buffer.rows.get('Certificate')?.get('new'), event: buffer.events[0] };
}

it('what a fact writes and tells of follows from its input and the contract of its event', async () => {
  const { id, row, event } = await award({ mark: 7 });
  const state = { id: 'new', title: 'Welding', awardedOn: '2026-10-01', mark: 7, checked: null };
  expect(id).toBe('new');
  expect(row).toEqual({ ...state, crn: 'X000001', level: 'L2' });
  expect(event).toMatchObject({
    type,
    subject: { type: 'Certificate', id: 'new' },
    occurredAt: new Date('2026-09-30T23:00:00.000Z'),
    data: { crn: 'X000001', version: 1, certificate: { ...state, level: { code: 'L2', title: 'Level 2' } } },
  });
});

it('what the input of a fact leaves out is null', async () => {
  expect((await award()).row).toMatchObject({ mark: null });
});

it('no input sets what a fact starts with', async () => {
  expect((await award({ checked: true })).row).toMatchObject({ checked: null });
});

it.each([
  ['a text that its check refuses', { title: ' ' }, true, 'BAD_USER_INPUT'],
  ['a number that its check refuses', { mark: 0 }, true, 'BAD_USER_INPUT'],
  ['a value that its check refuses for another one', { level: 'L3' }, true, 'BAD_USER_INPUT'],
  ['a file that cannot take it', {}, false, 'NOT_FOUND'],
])('a fact is refused with %s', async (_name, changes, exists, code) => {
  await expect(award(changes, exists)).rejects.toMatchObject({ extensions: { code } });
});

it('a fact whose record its contract does not describe is refused when the agency is defined', () => {
  expect(() => toys('crn')).toThrow(/"entity.key" be its "id", not "crn"/);
});

it('a fact does not compile with columns that are not there', () => {
  const options = { table: 'Certificate', key: 'id' } as const;
  // @ts-expect-error there is no such column
  defineRecord(studentFile, { ...options, facts: { award: { event: type, on: 'awarded' } } });
  // @ts-expect-error there is no such column
  defineRecord(studentFile, { ...options, facts: { award: { event: type, checks: { name: filledInput } } } });
  const { mutations } = certificate;
  type Input = Parameters<(typeof mutations)['awardCertificate']['command']>[1];
  // @ts-expect-error the title is missing
  const lacking: Input = { idempotencyKey: 'key', crn: 'X000001', level: 'L2', awardedOn: '2026-10-01' };
  expect(lacking).not.toHaveProperty('title');
});

it('an event that is about another thing than its file by its contract is refused', () => {
  const agency = createAgency({
    name: 'toys',
    tables: {},
    contractOf: () => ({ ...contractOf(), about: 'register' }),
  });
  const change = { type, occurredAt: '2026-10-01', rows: {}, data: {} };
  const version = {
    file: studentFile as never,
    key: 'X000001',
    version: 1,
    recordedAt: '2026-10-02T09:00:00.000Z',
  };
  expect(() => agency.eventOf(change, version)).toThrow(
    'is about a register by its contract, and not about a person',
  );
});
