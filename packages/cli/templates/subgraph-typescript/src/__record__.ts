import {
  conflict,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type PersonFile,
  personFile,
} from '@throughgate/subgraph-kit';

/** A row of the table of the same name, as it is written: days are `YYYY-MM-DD`. */
interface Row {
  readonly id: string;
  readonly crn: string;
  readonly summary: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
}

/** The tables, by name. */
type Tables = { __Entity__: Row };

/** One file for each person, keyed by the CRN. */
const file = personFile<Tables>('crn');

type File = PersonFile<Tables>;

/** `Open__Entity__Input` of the schema; the kit has looked after the idempotency key. */
interface OpenInput {
  readonly idempotencyKey: string;
  readonly crn: string;
  readonly forename: string;
  readonly surname: string;
  readonly dateOfBirth: string;
  readonly sex: string;
  readonly summary: string;
  readonly openedOn: string;
}

/** `Close__Entity__Input` of the schema. */
interface CloseInput {
  readonly idempotencyKey: string;
  readonly crn: string;
  readonly id: string;
  readonly closedOn: string;
}

/** Records __a_words__. Its event says who the person is: by that the hub links the file to others. */
async function open__Entity__(file: File, input: OpenInput): Promise<string> {
  const row: Row = {
    id: file.newId,
    crn: file.key,
    summary: filledInput('summary', input.summary),
    openedOn: input.openedOn,
    closedOn: null,
  };
  const person = {
    forename: filledInput('forename', input.forename),
    surname: filledInput('surname', input.surname),
    dateOfBirth: input.dateOfBirth,
    sex: input.sex,
    identifiers: { crn: file.key },
  };
  return record(file, '__name__.__record__.opened', row.openedOn, row, { person });
}

/** Records the last day. Raises `NOT_FOUND` for one that is not in the file, `ALREADY_CLOSED` for a second last day. */
async function close__Entity__(file: File, input: CloseInput): Promise<string> {
  const row = await file.get('__Entity__', input.id);
  if (!row) throw notFound('__words__', input.id);
  if (row.closedOn !== null) throw conflict('ALREADY_CLOSED', `It was closed on ${row.closedOn}.`);
  const closedOn = notBefore('closedOn', input.closedOn, row.openedOn, 'its first day');
  return record(file, '__name__.__record__.closed', closedOn, { ...row, closedOn });
}

/** Records a row and its event: the kit writes both, with the file's version, in one transaction. */
function record(file: File, type: string, occurredAt: string, row: Row, data: object = {}): string {
  const { crn: _, ...state } = row;
  file.record({ type, occurredAt, rows: { __Entity__: row }, data: { ...data, __entity__: state } });
  return row.id;
}

/** The type of record: its table, how it is read, and what its mutations do. */
export const __entity__ = defineRecord(file, {
  table: '__Entity__',
  key: 'id',
  listOf: { crn: { latestFirst: 'openedOn' } },
  commands: { open__Entity__, close__Entity__ },
});
