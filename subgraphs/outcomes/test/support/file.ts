import {
  type EventContract,
  eventContracts,
  type HubAgency,
  hubAgencies,
  hubAgencyNames,
} from '@throughgate/contracts';
import type { ChangeEvent } from '@throughgate/events';
import { v7 as uuidv7 } from 'uuid';

/** Every event contract of every agency that is about people. */
export const contracts: readonly EventContract[] = hubAgencyNames
  .flatMap(eventContracts)
  .filter(({ about }) => about === 'person');

/** Changes to what an event says when nothing is said. */
export interface EventChanges {
  readonly id?: string;
  readonly version?: number;
  /** When it happened, ISO 8601. @default 2026-09-01 at noon, and a minute later for each version */
  readonly at?: string;
  /** When the agency recorded it, ISO 8601. @default a second after it happened */
  readonly recordedAt?: string;
  /** Fields of the data to lay over those of the contract's example, objects field by field. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An agency's file of a person, whose events are made from the examples of the contracts. */
export interface TestFile {
  readonly agency: HubAgency;
  readonly key: string;
  /** The event that opens the file, or one in the same form that corrects who it is about. */
  describe(
    identifiers?: Readonly<Record<string, string | null>>,
    changes?: EventChanges & Named,
  ): ChangeEvent;
  /** Any event of the agency; its version is the next one of the file. */
  event(type: string, changes?: EventChanges): ChangeEvent;
}

/** Name of a person to describe. */
export interface Named {
  readonly forename?: string;
  readonly surname?: string;
}

/** Starts a file with a key that keeps the agency's form. */
export function testFile(agency: HubAgency, key: string): TestFile {
  const fileKey = hubAgencies[agency].mainRecord.key;
  // The event that opens a file says who it is about.
  const opens = contracts.find((one) => one.agency === agency && one.schema.properties?.['person'])?.type;
  if (opens === undefined) throw new Error(`no event of ${agency} says who a file is about`);
  let last = 0;
  /** Who the file is about: each of its events that says so says the same, until it is described anew. */
  let person: object | undefined;
  const event: TestFile['event'] = (type, changes = {}) => {
    const contract = contracts.find((one) => one.agency === agency && one.type === type);
    const example = contract?.schema.examples?.[0];
    const version = changes.version ?? last + 1;
    last = Math.max(last, version);
    const about = person !== undefined && contract?.schema.properties?.['person'] ? { person } : {};
    const data = overlay(example ?? {}, { [fileKey]: key, version, ...about, ...changes.data });
    const occurredAt = new Date(changes.at ?? Date.parse('2026-09-01T12:00:00Z') + version * 60_000);
    return {
      id: changes.id ?? uuidv7(),
      agency,
      type,
      key,
      version,
      subject: { type: contract?.entity.type ?? 'Prisoner', id: subjectId(contract, data) },
      occurredAt,
      recordedAt: new Date(changes.recordedAt ?? occurredAt.getTime() + 1_000),
      data,
    };
  };
  return {
    agency,
    key,
    event,
    describe: (identifiers = {}, { forename = 'Ann', surname = 'Example', ...changes } = {}) => {
      person = {
        forename,
        surname,
        dateOfBirth: '1990-02-03',
        sex: 'F',
        identifiers: whole({ [fileKey]: key, ...identifiers }),
      };
      return event(opens, { ...changes, data: { ...changes.data, person } });
    },
  };
}

const replacing = Symbol('replaces what the example says');

/** Marks an object as replacing the example's, not laid over it. */
function whole(fields: object): object {
  return Object.assign(fields, { [replacing]: true });
}

function overlay(base: object, changes: object): Record<string, unknown> {
  const laid: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    const below = laid[name];
    laid[name] = isObject(value) && isObject(below) && !(replacing in value) ? overlay(below, value) : value;
  }
  return laid;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function subjectId(contract: EventContract | undefined, data: unknown): string {
  let at: unknown = data;
  for (const name of contract?.entity.key.split('.') ?? []) at = (at as Record<string, unknown>)[name];
  return String(at);
}
