import { type EventContract, eventContracts } from '@throughgate/contracts';
import { type IdentifierKind, londonTime } from '@throughgate/domain';
import type { ChangeEvent } from '@throughgate/events';
import { v7 as uuidv7 } from 'uuid';
import type { Change } from './person-file.ts';
import type { Tables } from './stored.ts';

/** What the kit must know of an agency to keep its files. */
export interface AgencyOptions<T extends Tables> {
  /** Name of the agency and its subgraph: `prisons`. */
  readonly name: string;
  /**
   * Kind of identifier that keys the files; every table has a column of that name and every input a field:
   * `prisonerNumber`.
   */
  readonly fileKey: IdentifierKind;
  /** Primary key column of each table. */
  readonly tables: { readonly [Table in keyof T]: string };
  /** Contracts of its events. @default those of `schemas/events/<name>` */
  readonly contracts?: readonly EventContract[];
}

/** An agency as the kit keeps its files. */
export interface Agency<T extends Tables> extends AgencyOptions<T> {
  /** Makes the event of a change. Raises an error when it does not keep its contract. */
  eventOf(change: Change<T>, file: { key: string; version: number; recordedAt: string }): ChangeEvent;
}

/** Describes an agency, with the contracts of its events. */
export function defineAgency<T extends Tables>(options: AgencyOptions<T>): Agency<T> {
  const contracts = new Map<string, EventContract>(
    (options.contracts ?? eventContracts(options.name)).map((contract) => [contract.type, contract]),
  );
  return {
    ...options,
    eventOf(change, { key, version, recordedAt }) {
      const contract = contracts.get(change.type);
      if (!contract) {
        const place = options.contracts ? 'among the schemas given' : `in schemas/events/${options.name}`;
        throw new Error(`No contract: there is no ${change.type}.json ${place}`);
      }
      const data = { [options.fileKey]: key, version, ...change.data };
      const problem = contract.problem(data);
      if (problem !== undefined) throw new Error(`Event ${change.type} breaks its contract: ${problem}`);
      return {
        id: uuidv7(),
        agency: options.name,
        type: change.type,
        key,
        version,
        subject: change.subject,
        occurredAt: momentOf(change.occurredAt),
        recordedAt: new Date(recordedAt),
        data,
      };
    },
  };
}

function momentOf(text: string): Date {
  return text.length === 'YYYY-MM-DD'.length ? londonTime(text, '00:00') : new Date(text);
}
