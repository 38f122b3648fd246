import { randomUUID } from 'node:crypto';
import type { Agency } from '../../src/files/agency.ts';
import type { Change } from '../../src/files/change.ts';
import { personFile } from '../../src/files/file-kind.ts';
import { notFound } from '../../src/graph/errors.ts';
import type { PersonFile } from '../../src/index.ts';

/** Tables of an agency that lends toys to people whom it knows by their CRN. */
export type ToyTables = {
  Member: { crn: string; name: string };
  Loan: { id: string; crn: string; toy: string; from: Date; to: Date | null };
};

/** The file of a person who borrows toys. */
export const memberFile = personFile<ToyTables>('crn');

/** An agency that lends toys to people. Its events have no contract, so that any data will do. */
export const toyAgency: Agency<ToyTables> = {
  name: 'toys',
  tables: { Member: { key: 'crn', file: memberFile }, Loan: { key: 'id', file: memberFile } },
  eventOf: (change, { key, version, recordedAt }) => ({
    id: randomUUID(),
    agency: 'toys',
    type: change.type,
    key,
    version,
    subject: { type: 'Loan', id: String(change.data['id']) },
    occurredAt: new Date(change.occurredAt),
    recordedAt: new Date(recordedAt),
    data: { crn: key, version, ...change.data },
  }),
};

/** A loan of 1 October 2026 as files hold it. */
export function loan(id: string, crn: string, toy = 'kite', to: string | null = null) {
  return { id, crn, toy, from: '2026-10-01', to };
}

/** A change that writes these rows. */
export function changeOf(rows: Change<ToyTables>['rows'], id = 'any'): Change<ToyTables> {
  return {
    type: 'toys.changed',
    occurredAt: '2026-10-01',
    rows,
    data: { id },
  };
}

/** What a toy is lent with. */
export type LendInput = { readonly idempotencyKey: string; readonly crn: string; readonly toy?: string };

/** Lends a toy, if the person does not have it; what is called `stolen` is never lent. Raises `NOT_FOUND`. */
export async function lend(file: PersonFile<ToyTables>, { toy = 'kite' }: LendInput): Promise<string> {
  if (toy === 'stolen') throw notFound('toy', toy);
  if ((await file.list('Loan')).some((one) => one.toy === toy)) throw notFound('second', toy);
  file.record(changeOf({ Loan: loan(file.newId, file.key, toy) }, file.newId));
  return file.newId;
}
