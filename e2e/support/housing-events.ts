import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventLog, toLogRecord, topicOf } from '@throughgate/events';
import type { Tenancy } from './housing.ts';

/** Type of the one event that the housing agency publishes. */
const type = 'housing.tenancy.started';

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:throughgate:events:housing:${type}:v1`,
  title: 'Tenancy started',
  description: 'A person rents a home.',
  'x-throughgate': {
    entity: { type: 'Tenancy', key: 'tenancy.id' },
    title: 'Moved into a home of {tenancy.landlord}',
  },
  type: 'object',
  required: ['crn', 'version', 'tenancy'],
  properties: {
    crn: { description: 'The file’s key.', type: 'string', 'x-classification': 'personal' },
    version: { description: 'Version of the file after the change.', type: 'integer', minimum: 1 },
    person: { $ref: 'urn:throughgate:events:common:person:v1' },
    tenancy: {
      description: 'The tenancy.',
      type: 'object',
      required: ['id', 'startedOn', 'landlord'],
      properties: {
        id: { type: 'string', 'x-classification': 'personal' },
        startedOn: { type: 'string', format: 'date', 'x-classification': 'personal' },
        landlord: { type: 'string' },
      },
    },
  },
  examples: [
    { crn: 'X500001', version: 1, tenancy: { id: 't1', startedOn: '2026-10-01', landlord: 'Wigan Homes' } },
  ],
};

const asyncApi = `asyncapi: 3.1.0
info:
  title: "Housing: change events"
  version: 1.0.0
defaultContentType: application/json
channels:
  changes:
    address: throughgate.housing.changes.v1
    messages:
      ${type}:
        $ref: "#/components/messages/${type}"
operations:
  publishChange:
    action: send
    channel:
      $ref: "#/channels/changes"
components:
  messages:
    ${type}:
      name: ${type}
      contentType: application/json
      payload:
        schemaFormat: application/schema+json;version=draft-2020-12
        schema:
          $ref: ./events/${type}.json
`;

/** Writes the agency's AsyncAPI document, and the JSON Schema that it refers to, into a directory; returns its path. */
export function writeHousingEvents(directory: string): string {
  mkdirSync(join(directory, 'events'), { recursive: true });
  writeFileSync(join(directory, 'events', `${type}.json`), JSON.stringify(schema, null, 2));
  const path = join(directory, 'housing.asyncapi.yaml');
  writeFileSync(path, asyncApi);
  return path;
}

/** An event of the agency in the CloudEvents JSON format, as it is sent over HTTP. */
export function tenancyEvent({ id, crn, startedOn, landlord }: Tenancy): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: crypto.randomUUID(),
    source: '/throughgate/housing',
    type,
    time: `${startedOn}T09:00:00Z`,
    data: {
      crn,
      version: 1,
      person: {
        forename: 'Ann',
        surname: 'Example',
        dateOfBirth: '1990-02-03',
        sex: 'F',
        identifiers: { crn },
      },
      tenancy: { id, startedOn, landlord },
    },
  };
}

/** Puts an event of the agency on a hub's event log, as its relay would, and closes the log. */
export async function tellOfTenancy(log: EventLog, { id, crn, startedOn, landlord }: Tenancy): Promise<void> {
  const occurredAt = new Date(`${startedOn}T09:00:00Z`);
  try {
    await log.ensureTopics([topicOf('housing')]);
    await log.append([
      toLogRecord(topicOf('housing'), {
        id: crypto.randomUUID(),
        agency: 'housing',
        type,
        key: crn,
        version: 1,
        subject: { type: 'Tenancy', id },
        occurredAt,
        recordedAt: occurredAt,
        data: {
          crn,
          version: 1,
          person: {
            forename: 'Ann',
            surname: 'Example',
            dateOfBirth: '1990-02-03',
            sex: 'F',
            identifiers: { crn },
          },
          tenancy: { id, startedOn, landlord },
        },
      }),
    ]);
  } finally {
    await log.close();
  }
}
