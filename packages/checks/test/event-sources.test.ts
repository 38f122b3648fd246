import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubAgencyNames } from '@throughgate/contracts';
import { describe, expect, it } from 'vitest';
import { readEventTypes } from '../src/events/read-event-types.ts';
import { asyncApi, housingEvents, tenancyStarted } from './support/event-sources.ts';

const read = (...args: Parameters<typeof housingEvents>) => readEventTypes('housing', housingEvents(...args));
const started = 'housing.tenancy.started';
/** The event's schema with one property. */
const withProperty = (property: unknown, more = {}) => ({
  [started]: tenancyStarted({ properties: { a: property }, ...more }),
});
const problems = (...args: Parameters<typeof housingEvents>) =>
  read(...args).findings.map(({ code, message }) => `${code} ${message}`);

describe('the event sources of an integrator', () => {
  it.each(hubAgencyNames)('of %s are read', (agency) => {
    const directory = join(import.meta.dirname, '../../../schemas/events', agency);
    const files = readdirSync(directory).map((name) => ({
      path: name,
      text: readFileSync(join(directory, name), 'utf8'),
    }));
    const { types, findings } = readEventTypes(agency, { entry: 'asyncapi.yaml', files });
    expect(findings).toEqual([]);
    expect(types.map(({ file }) => file).sort()).toEqual(
      files
        .map(({ path }) => path)
        .filter((path) => path.endsWith('.json'))
        .sort(),
    );
    for (const { file, schema } of types) {
      expect(schema).toEqual(JSON.parse(readFileSync(join(directory, file), 'utf8')));
    }
  });

  it('are put in one piece, and each part is told by the file and line in which it stands', () => {
    const { types, findings } = read(
      withProperty({ $ref: 'common/address.yaml#/definitions/address', description: 'Where.' }),
      {
        'common/address.yaml': `definitions:
  address:
    type: object
    properties:
      postcode: { $ref: "postcode.json" }
`,
        'common/postcode.json': '{\n  "type": "string"\n}',
      },
    );
    expect(findings).toEqual([]);
    expect(types[0]?.schema['properties']).toEqual({
      a: { type: 'object', description: 'Where.', properties: { postcode: { type: 'string' } } },
    });
    expect(types[0]?.placeOf('/properties/a/properties')).toEqual({
      subgraph: 'housing',
      file: 'events/common/address.yaml',
      line: 4,
      column: 5,
    });
    expect(types[0]?.placeOf('/properties/a/properties/postcode/type')).toMatchObject({
      file: 'events/common/postcode.json',
      line: 2,
      column: 3,
    });
    expect(types[0]?.placeOf('/title')).toMatchObject({ file: `events/${started}.json`, line: 4, column: 3 });
  });

  it('may refer to definitions of the same file and to the hub’s shared schemas', () => {
    const person = { $ref: 'urn:throughgate:events:common:person:v1' };
    const { types, findings } = read(
      withProperty({ $ref: '#/$defs/one', minLength: 2 }, { $defs: { one: { type: 'string' }, person } }),
    );
    expect(findings).toEqual([]);
    expect(types[0]?.schema['properties']).toEqual({ a: { minLength: 2, allOf: [{ type: 'string' }] } });
    expect(read(withProperty(person)).types[0]?.schema['properties']).toEqual({ a: person });
  });

  it('take `$ref` for a name where it is one, and for data in examples', () => {
    const schema = { properties: { $ref: { type: 'string' } }, examples: [{ $ref: 'elsewhere.json' }] };
    const { types, findings } = read({ [started]: tenancyStarted(schema) });
    expect(findings).toEqual([]);
    expect(types[0]?.schema).toMatchObject(schema);
  });

  it.each([
    ['a file that was not sent', 'missing.json', 'HUB-C030', 'was not sent'],
    ['a place outside', '../outside.json', 'HUB-C030', 'out of the folder'],
    ['an absolute path', '/etc/passwd', 'HUB-C030', 'must be relative'],
    ['the network', 'https://example.org/schema.json', 'HUB-C030', 'is not fetched'],
    ['a part that is not there', '#/$defs/none', 'HUB-C030', 'leads nowhere'],
    ['itself', '#/properties/a', 'HUB-C038', 'leads back to itself'],
    ['its own whole', '#', 'HUB-C038', 'leads back to itself'],
    ['an unknown shared schema', 'urn:throughgate:events:common:cat:v1', 'HUB-C038', 'no shared schema'],
  ])('are refused when they refer to %s', (_, reference, code, detail) => {
    const { types, findings } = read(withProperty({ $ref: reference }));
    expect(types).toEqual([]);
    expect(findings).toMatchObject([
      { code, message: expect.stringContaining(detail), places: [{ file: `events/${started}.json` }] },
    ]);
  });

  it('are refused when references multiply, before that takes time', () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => {
        const next = { $ref: `#/$defs/d${index + 1}` };
        return [`d${index}`, { properties: { a: next, b: next, c: next, d: next, e: next, f: next } }];
      }),
    );
    const schemas = withProperty(
      { $ref: '#/$defs/d0' },
      { $defs: { ...definitions, d12: { type: 'string' } } },
    );
    expect(problems(schemas)[0]).toMatch(/HUB-C038 .*more than 20000 values/);
  });

  it('are refused when they are nested deeper than the hub handles', () => {
    const deep = Array.from({ length: 70 }).reduce<unknown>((items) => ({ items }), {});
    expect(problems(withProperty(deep))[0]).toMatch(/HUB-C038 .*levels deep/);
  });

  it('are refused when YAML’s aliases multiply', () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`,
    );
    const files = { 'asyncapi.yaml': ['a0: &a0 [1]', ...lines].join('\n') };
    expect(problems({}, files)).toEqual([expect.stringMatching(/^HUB-C030 The file cannot be read/)]);
  });

  it.each([
    ['is no YAML', 'a: [1', 'The file is not YAML'],
    ['is of version 2', 'asyncapi: 2.6.0', 'must say "asyncapi": 3.0.0 or 3.1.0; found 2.6.0'],
    ['lacks its title', asyncApi(started).replace('  title: Housing\n', ''), "required property 'title'"],
    ['has no channel', 'asyncapi: 3.1.0\ninfo: { title: A, version: "1" }', 'describes no channel'],
    [
      'has another topic',
      asyncApi(started).replace('.housing.changes', '.prisons.changes'),
      'must be throughgate.housing.changes.v1; found throughgate.prisons.changes.v1',
    ],
    [
      'has another schema format',
      asyncApi(started).replace('schema+json;version=draft-2020-12', 'vnd.apache.avro;version=1.9.0'),
      'schema format must be',
    ],
    [
      'describes a type twice',
      `${asyncApi(started)}      again:\n        name: ${started}\n        payload: { $ref: ./${started}.json }\n`,
      'described twice',
    ],
    [
      'has a type that no header can hold',
      asyncApi(started).replace(`name: ${started}`, 'name: "a b"'),
      'is no event type',
    ],
  ])('are refused when the document %s', (_, document, detail) => {
    const { findings } = read(undefined, { 'asyncapi.yaml': document });
    expect(findings).toMatchObject([
      {
        code: 'HUB-C030',
        message: expect.stringContaining(detail),
        places: [{ file: 'events/asyncapi.yaml' }],
      },
    ]);
  });

  it('are told the line at which JSON ends to be JSON', () => {
    const { findings } = read(undefined, { [`${started}.json`]: '{\n  "type": "object",\n}' });
    expect(findings).toMatchObject([
      { code: 'HUB-C030', message: expect.stringContaining('not JSON'), places: [{ line: 3, column: 1 }] },
    ]);
  });

  it('give the types that can be read beside those that cannot', () => {
    const { types, findings } = read({
      ...withProperty({ $ref: 'x.json' }),
      'housing.other': { type: 'object' },
    });
    expect(findings).toHaveLength(1);
    expect(types.map(({ type }) => type)).toEqual(['housing.other']);
  });
});
