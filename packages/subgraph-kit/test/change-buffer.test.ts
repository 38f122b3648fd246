import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChangeBuffer } from '../src/files/change-buffer.ts';
import { changeOf, loan, memberFile, toyAgency } from './support/toy-agency.ts';

// The same cases in every run.
fc.configureGlobal({ seed: 20261001 });

const at = '2026-10-01T09:00:00.000Z';

function bufferOf(...files: [key: string, version: number][]) {
  const buffer = new ChangeBuffer(toyAgency, memberFile);
  for (const [key, version] of files) buffer.open(key, version);
  return buffer;
}

it('a file that was only opened has no rows, no events, and the version it came with', () => {
  const buffer = bufferOf(['a', 7]);
  expect([buffer.rows.size, buffer.events]).toEqual([0, []]);
  expect(buffer.versions).toEqual(new Map([['a', 7]]));
  expect(buffer.overlay('Loan', 'a', [loan('1', 'a')])).toEqual([loan('1', 'a')]);
  expect(buffer.row('Loan', '1')).toBeUndefined();
});

it('what was changed is laid over what is stored: replaced by id, added where new, the rest as it is', () => {
  const buffer = bufferOf(['a', 0]);
  buffer.add('a', changeOf({ Loan: [loan('2', 'a', 'ball'), loan('3', 'a', 'doll')] }), at);
  const rows = buffer.overlay('Loan', 'a', [loan('1', 'a'), loan('2', 'a')]);
  expect(rows).toHaveLength(3);
  expect(rows).toEqual(
    expect.arrayContaining([loan('1', 'a'), loan('2', 'a', 'ball'), loan('3', 'a', 'doll')]),
  );
});

it('the last change of a row counts', () => {
  const buffer = bufferOf(['a', 0]);
  buffer.add('a', changeOf({ Loan: loan('1', 'a') }), at);
  buffer.add('a', changeOf({ Loan: loan('1', 'a', 'kite', '2026-10-09') }), at);
  expect(buffer.row('Loan', '1')).toEqual(loan('1', 'a', 'kite', '2026-10-09'));
  expect(buffer.overlay('Loan', 'a', [])).toEqual([loan('1', 'a', 'kite', '2026-10-09')]);
});

it('a file does not see the rows of another one', () => {
  const buffer = bufferOf(['a', 0], ['b', 0]);
  buffer.add('a', changeOf({ Loan: loan('1', 'a') }), at);
  expect(buffer.overlay('Loan', 'b', [loan('2', 'b')])).toEqual([loan('2', 'b')]);
  expect(buffer.overlay('Member', 'a', [])).toEqual([]);
});

it('one change may write rows of several tables, with one event', () => {
  const buffer = bufferOf(['a', 0]);
  buffer.add('a', changeOf({ Member: { crn: 'a', name: 'Ann' }, Loan: loan('1', 'a') }, '1'), at);
  expect(buffer.row('Member', 'a')).toEqual({ crn: 'a', name: 'Ann' });
  expect(buffer.row('Loan', '1')).toEqual(loan('1', 'a'));
  expect(buffer.events).toMatchObject([
    { key: 'a', version: 1, subject: { type: 'Loan', id: '1' }, recordedAt: new Date(at) },
  ]);
});

it('a change may write no row of a table, which is then not written to', () => {
  const buffer = bufferOf(['a', 0]);
  buffer.add('a', changeOf({ Member: { crn: 'a', name: 'Ann' }, Loan: [] }), at);
  expect([...buffer.rows.keys()]).toEqual(['Member']);
});

it('a change whose event is refused leaves no trace', () => {
  const refusing = {
    ...toyAgency,
    eventOf: () => {
      throw new Error('breaks its contract');
    },
  };
  const buffer = new ChangeBuffer(refusing, memberFile);
  buffer.open('a', 3);
  expect(() => buffer.add('a', changeOf({ Loan: loan('1', 'a') }), at)).toThrow('breaks its contract');
  expect([buffer.rows.size, buffer.events.length, buffer.versions.get('a')]).toEqual([0, 0, 3]);
});

it('after any changes to any files, each file reads as if its changes had been written one by one', () => {
  const keys = ['a', 'b'] as const;
  const changes = fc.array(
    fc.record({ key: fc.constantFrom(...keys), id: fc.nat({ max: 4 }), toy: fc.string() }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(changes, (list) => {
      const stored = keys.map((key) => loan(`${key}0`, key));
      const written = new Map(stored.map((row) => [row.id, row]));
      const buffer = bufferOf(['a', 5], ['b', 0]);
      for (const { key, id, toy } of list) {
        const row = loan(`${key}${id}`, key, toy);
        buffer.add(key, changeOf({ Loan: row }), at);
        written.set(row.id, row);
      }
      for (const key of keys) {
        const byId = (rows: { id: string }[]) => rows.toSorted((one, two) => one.id.localeCompare(two.id));
        const ofFile = (rows: Iterable<ReturnType<typeof loan>>) =>
          [...rows].filter(({ crn }) => crn === key);
        const read = buffer.overlay('Loan', key, ofFile(stored));
        expect(byId(read)).toEqual(byId(ofFile(written.values())));
        const first = key === 'a' ? 5 : 0;
        const events = buffer.events.filter((event) => event.key === key);
        expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => first + index + 1));
        expect(buffer.versions.get(key)).toBe(first + events.length);
      }
    }),
  );
});
