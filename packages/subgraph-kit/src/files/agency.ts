import { type EventContract, valueAt } from '@throughgate/contracts';
import { londonTime } from '@throughgate/domain';
import type { ChangeEvent } from '@throughgate/events';
import { v7 as uuidv7 } from 'uuid';
import type { Change } from './change.ts';
import type { FileKind } from './file-kind.ts';
import type { Tables } from './stored.ts';

/** A table as the kit must know it to keep files. */
export interface FileTable {
  /** Primary key column. */
  readonly key: string;
  /** Kind of file to which its rows belong. */
  readonly file: FileKind<Tables>;
}

/** The version of a file that a change makes. */
export interface FileVersion {
  readonly file: FileKind<Tables>;
  /** The file's key, as records hold it. */
  readonly key: string;
  readonly version: number;
  /** ISO 8601. */
  readonly recordedAt: string;
}

/** An agency as the kit keeps its files. */
export interface Agency<T extends Tables = Tables> {
  /** Name of the agency and its subgraph: `prisons`. */
  readonly name: string;
  readonly tables: { readonly [Table in keyof T]: FileTable };
  /** Makes the event of a change. Raises an error when it does not keep its contract. */
  eventOf(change: Change<T>, version: FileVersion): ChangeEvent;
}

/** What an agency is made of. */
export interface CreateAgencyOptions<T extends Tables> extends Pick<Agency<T>, 'name' | 'tables'> {
  /** The contract of an event type. Raises an error when there is none. */
  contractOf(type: string): EventContract;
}

/** Makes an agency whose events keep their contracts. */
export function createAgency<T extends Tables>({
  name,
  tables,
  contractOf,
}: CreateAgencyOptions<T>): Agency<T> {
  return {
    name,
    tables,
    eventOf({ type, occurredAt, data: state }, { file, key, version, recordedAt }) {
      const contract = contractOf(type);
      if (contract.about !== file.about) {
        throw new Error(
          `Event ${type} is about a ${contract.about} by its contract, and not about a ${file.about}`,
        );
      }
      const data = { [file.key]: key, version, ...state };
      const problem = contract.problem(data);
      if (problem !== undefined) throw new Error(`Event ${type} breaks its contract: ${problem}`);
      return {
        id: uuidv7(),
        agency: name,
        type,
        key: file.nameOf(key),
        version,
        subject: { type: contract.entity.type, id: String(valueAt(data, contract.entity.key)) },
        occurredAt: momentOf(occurredAt),
        recordedAt: new Date(recordedAt),
        data,
      };
    },
  };
}

function momentOf(text: string): Date {
  return text.length === 'YYYY-MM-DD'.length ? londonTime(text, '00:00') : new Date(text);
}
