import { eventContractsPublished, registryAgency } from '@throughgate/contracts';
import type { ChangeEvent } from '@throughgate/events';
import { v7 as uuidv7 } from 'uuid';

/** Event types of an agency that the hub does not come with. */
export type HousingType = 'housing.tenancy.started' | 'housing.tenancy.ended';

const titles: Record<HousingType, string> = {
  'housing.tenancy.started': 'Moved into {tenancy.kind}',
  'housing.tenancy.ended': 'Moved out of {tenancy.kind}',
};

function schemaOf(type: HousingType, title: string): object {
  return {
    $id: `urn:throughgate:events:housing:${type}:v1`,
    'x-throughgate': {
      entity: { type: 'Tenancy', key: 'tenancy.number' },
      title,
      spells: [{ kind: 'SUPPORT', id: 'tenancy.kind', from: 'tenancy.from', to: 'tenancy.to' }],
    },
    type: 'object',
    required: ['tenancy', 'person'],
    properties: {
      tenancy: {
        type: 'object',
        required: ['number', 'kind', 'from'],
        properties: {
          number: { type: 'integer' },
          kind: { oneOf: [{ const: 'FLAT', title: 'a flat' }] },
          from: { type: 'string', format: 'date' },
        },
      },
      person: { $ref: 'urn:throughgate:events:common:person:v1' },
    },
  };
}

/** What the registry tells when housing publishes these event types. */
export function housingContracts(
  version: number,
  types: readonly HousingType[],
  changedTitles: Partial<Record<HousingType, string>> = {},
): ChangeEvent {
  return registryEvent(version, {
    agency: 'housing',
    types: types.map((type) => ({ type, schema: schemaOf(type, changedTitles[type] ?? titles[type]) })),
  });
}

const officeChanged = 'housing.office.changed';

/** The same contracts with one more: of housing's register of offices, whose files are about nobody. */
export function withOffice({ data, ...published }: ChangeEvent): ChangeEvent {
  const schema = {
    $id: `urn:throughgate:events:housing:${officeChanged}:v1`,
    'x-throughgate': {
      about: 'register',
      entity: { type: 'Office', key: 'office.code' },
      title: 'Office {office.code} changed',
    },
    type: 'object',
    required: ['office'],
    properties: {
      office: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
    },
  };
  const types = [...(data['types'] as object[]), { type: officeChanged, schema }];
  return { ...published, data: { ...data, types } };
}

/** An event about one of housing's offices. */
export function housingOfficeEvent(code: string, version: number): ChangeEvent {
  const at = new Date(Date.parse('2026-09-02T12:00:00Z') + version * 60_000);
  return {
    id: uuidv7(),
    agency: 'housing',
    type: officeChanged,
    key: code,
    version,
    subject: { type: 'Office', id: code },
    occurredAt: at,
    recordedAt: at,
    data: { office: { code, crnOfManager: 'X729999' } },
  };
}

/** An event of the registry about the contracts of housing, whatever it says. */
export function registryEvent(version: number, data: Record<string, unknown>): ChangeEvent {
  const at = new Date('2026-09-01T12:00:00Z');
  return {
    id: uuidv7(),
    agency: registryAgency,
    type: eventContractsPublished.type,
    key: 'contracts/housing',
    version,
    subject: { type: 'EventContracts', id: 'housing' },
    occurredAt: at,
    recordedAt: at,
    data,
  };
}

/** An event of housing's file of a person whom probation knows by `crn`. */
export function housingEvent(crn: string, version: number, type: HousingType): ChangeEvent {
  const at = new Date(Date.parse('2026-09-02T12:00:00Z') + version * 60_000);
  return {
    id: uuidv7(),
    agency: 'housing',
    type,
    key: `H-${crn}`,
    version,
    subject: { type: 'Tenancy', id: '7' },
    occurredAt: at,
    recordedAt: at,
    data: {
      tenancy: { number: 7, kind: 'FLAT', from: '2026-09-02' },
      person: {
        forename: 'Ann',
        surname: 'Example',
        dateOfBirth: '1990-02-03',
        sex: 'F',
        identifiers: { crn },
      },
    },
  };
}
