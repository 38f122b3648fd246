import type { CheckConfiguration } from '@throughgate/registry-client';
import { describe, expect, it } from 'vitest';
import { checkClassification } from '../src/classification/check-classification.ts';
import { housingEvents, tenancyStarted } from './support/event-sources.ts';
import { link, schemaCheck } from './support/schema-check.ts';

const type = 'housing.tenancy.started';
const text = { type: 'string' };
const schema = `${link}type Tenancy @key(fields: "id") { id: ID! }`;

function told(
  properties: object,
  before?: object,
  configuration: Partial<CheckConfiguration> = {},
  more = {},
) {
  const events = (of: object, beside = {}) =>
    housingEvents({ [type]: tenancyStarted({ properties: of, ...beside }) });
  const check = schemaCheck({
    before: schema,
    after: schema,
    configuration,
    events: events(properties, more),
    ...(before ? { eventsBefore: events(before) } : {}),
  });
  return checkClassification(check).map(({ code, severity, coordinate }) =>
    [code, severity, coordinate?.replace(`${type}#`, '')].join(' '),
  );
}

describe('a property that could identify a person', () => {
  it('is told with event type, pointer and place', () => {
    const events = housingEvents({ [type]: tenancyStarted({ properties: { crn: text } }) });
    const [finding] = checkClassification(schemaCheck({ after: schema, events }));
    expect(finding).toMatchObject({
      code: 'HUB-C037',
      severity: 'error',
      subgraph: 'housing',
      coordinate: `${type}#/properties/crn`,
      places: [{ subgraph: 'housing', file: `events/${type}.json`, column: 5 }],
      fix: expect.stringContaining('x-classification'),
    });
    const lines = events.files.find(({ path }) => path.endsWith(`${type}.json`))?.text.split('\n') ?? [];
    expect(lines[(finding?.places[0]?.line ?? 0) - 1]).toContain('"crn"');
  });

  it.each([
    ['/properties/dateOfBirth', { dateOfBirth: { type: 'string', format: 'date' } }],
    ['/properties/manager/properties/name', { manager: { type: 'object', properties: { name: text } } }],
    [
      '/properties/tenants/items/properties/name',
      { tenants: { type: 'array', items: { type: 'object', properties: { name: text } } } },
    ],
    ['/properties/ninos', { ninos: { type: 'array', items: text } }],
    [
      '/properties/home/anyOf/1/properties/postcode',
      { home: { anyOf: [{ type: 'null' }, { type: 'object', properties: { postcode: text } }] } },
    ],
    ['/properties/ethnicity', { ethnicity: { enum: ['A1', 'B2'] } }],
    ['/properties/disabled', { disabled: { type: ['boolean', 'null'] } }],
    [
      '/properties/sentence',
      { sentence: { type: 'object', properties: { days: { type: 'integer' }, offenceCode: text } } },
    ],
  ])('is %s', (pointer, properties) => {
    expect(told(properties)).toEqual([`HUB-C037 error ${pointer}`]);
  });

  it('is not the name of a prison, a kind of address, a date, or a reference to the hub’s person', () => {
    const properties = {
      name: text,
      prison: { type: 'object', properties: { id: text, name: text, postcode: text } },
      addressType: { oneOf: [{ const: 'HOME', title: 'home' }] },
      phonedOn: { type: 'string', format: 'date' },
      person: { $ref: 'urn:throughgate:events:common:person:v1' },
    };
    expect(told(properties)).toEqual([]);
  });
});

describe('a classification', () => {
  it('holds for the property beside which it stands and for all in it', () => {
    expect(told({ crn: { ...text, 'x-classification': 'personal' } })).toEqual([]);
    const tenant = { type: 'object', 'x-classification': 'personal', properties: { name: text, crn: text } };
    expect(told({ tenant, tenants: { type: 'array', items: tenant } })).toEqual([]);
    expect(told({ crn: text }, undefined, {}, { 'x-classification': 'personal' })).toEqual([]);
  });

  it('that does not exist is an error, whatever the configuration says', () => {
    const properties = { crn: { ...text, 'x-classification': 'secret' }, nino: text };
    expect(told(properties, undefined, { classification: 'off' })).toEqual([
      'HUB-C022 error /properties/crn',
    ]);
  });

  it('that says less than the name is a warning', () => {
    expect(told({ religion: { ...text, 'x-classification': 'personal' } })).toEqual([
      'HUB-C022 warning /properties/religion',
    ]);
    expect(told({ religion: { ...text, 'x-classification': 'none' } })).toEqual([]);
  });
});

it.each([
  ['off', []],
  ['warning', ['HUB-C037 warning /properties/crn']],
] as const)('a configuration that says %s is followed', (classification, expected) => {
  expect(told({ crn: text }, undefined, { classification })).toEqual(expected);
});

it('of events published without classifications only what is new or changed is told', () => {
  const before = { crn: text, nino: text };
  expect(told(before, before)).toEqual([]);
  expect(told({ ...before, nino: { ...text, minLength: 9 }, uln: text }, before)).toEqual([
    'HUB-C037 error /properties/nino',
    'HUB-C037 error /properties/uln',
  ]);
});
