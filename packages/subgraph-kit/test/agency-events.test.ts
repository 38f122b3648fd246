import { expect, it } from 'vitest';
import { createAgency } from '../src/files/agency.ts';
import { contractsOf } from '../src/files/contracts-of.ts';
import { personFile } from '../src/index.ts';
import { changeOf, memberFile, type ToyTables, toyAgency } from './support/toy-agency.ts';

const { tables } = toyAgency;
const file = { file: memberFile, key: 'a', version: 3, recordedAt: '2026-10-01T09:00:00.000Z' };

it('an event without a contract is refused, and the missing file named', () => {
  const toys = createAgency<ToyTables>({ name: 'toys', tables, contractOf: contractsOf('toys', undefined) });
  expect(() => toys.eventOf(changeOf({}), file)).toThrow(
    'there is no toys.changed.json in schemas/events/toys',
  );
});

// The contract of a real agency, since contracts are read from schemas/; no code of that agency.
const type = 'prisons.adviser-interview.booked';
const prisons = createAgency<ToyTables>({
  name: 'prisons',
  tables,
  contractOf: contractsOf('prisons', undefined),
});
const prisonerFile = personFile<ToyTables>('prisonerNumber');
const data = {
  interview: {
    id: '3f2d0b36-6c4e-5b0e-9a5e-0d8f0f7a1c11',
    purpose: { code: 'INDUCTION', title: 'induction' },
    bookedFor: '2026-09-03T09:00:00.000Z',
    held: null,
  },
  prison: { id: 'LNI', name: 'Low Newton (HMP)' },
};

it('an event that breaks its contract is refused, and the place named', () => {
  const broken = { ...data, interview: { ...data.interview, purpose: 'CHAT' } };
  const change = { ...changeOf({}), type, data: broken };
  expect(() => prisons.eventOf(change, { ...file, file: prisonerFile, key: 'A1234BC' })).toThrow(
    /interview\/purpose/,
  );
});

it('an event that keeps its contract carries the key and version of its file', () => {
  const event = prisons.eventOf(
    { ...changeOf({}), type, data },
    { ...file, file: prisonerFile, key: 'A1234BC' },
  );
  expect(event).toMatchObject({
    agency: 'prisons',
    type,
    key: 'A1234BC',
    version: 3,
    recordedAt: new Date('2026-10-01T09:00:00.000Z'),
    data: { prisonerNumber: 'A1234BC', version: 3, ...data },
  });
});

it.each([
  ['a summer day begins at midnight in London', '2026-07-01', '2026-06-30T23:00:00.000Z'],
  ['a winter day begins at midnight in London', '2026-12-01', '2026-12-01T00:00:00.000Z'],
  ['a moment is a moment', '2026-07-01T09:30:00.000Z', '2026-07-01T09:30:00.000Z'],
])('%s', (_name, occurredAt, expected) => {
  const event = prisons.eventOf(
    { ...changeOf({}), type, data, occurredAt },
    { ...file, file: prisonerFile, key: 'A1234BC' },
  );
  expect(event.occurredAt.toISOString()).toBe(expected);
});
