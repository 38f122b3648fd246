import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubAgencyNames } from '@throughgate/contracts';
import { describe, expect, it } from 'vitest';
import { checkEvents } from '../src/events/check-events.ts';
import { eventsCheck, housingEvents, type SchemaChanges, tenancyStarted } from './support/event-sources.ts';

const started = 'housing.tenancy.started';
const events = (changes: SchemaChanges = {}) => housingEvents({ [started]: tenancyStarted(changes) });
const check = (...args: Parameters<typeof eventsCheck>) => checkEvents(eventsCheck(...args));
const found = (...args: Parameters<typeof eventsCheck>) =>
  check(...args).map(({ code, message }) => `${code} ${message}`);
const meaning = (entity: unknown, more = {}) => ({ 'x-throughgate': { entity, title: 'Moved', ...more } });
/** The properties of the event with changes to its tenancy. */
const tenancy = (properties: Record<string, unknown>, required = ['id', 'kind']) => {
  const kind = { oneOf: [{ const: 'FLAT', title: 'a flat' }] };
  return {
    properties: {
      tenancy: { type: 'object', required, properties: { id: { type: 'string' }, kind, ...properties } },
    },
  };
};

describe('the check of events', () => {
  it.each(hubAgencyNames)('passes those of %s', (name) => {
    const schemas = join(import.meta.dirname, '../../../schemas');
    const sdl = readFileSync(join(schemas, `${name}.graphql`), 'utf8');
    const directory = join(schemas, 'events', name);
    const files = readdirSync(directory).map((path) => ({
      path,
      text: readFileSync(join(directory, path), 'utf8'),
    }));
    const sources = { entry: 'asyncapi.yaml', files };
    const input = eventsCheck(sources, [], sdl);
    const [subgraph] = input.proposed;
    const proposed = subgraph ? [{ ...subgraph, name }] : [];
    expect(
      checkEvents({ ...input, proposed, changed: [name], eventHistory: { [name]: [sources, sources] } }),
    ).toEqual([]);
  });

  it('asks nothing of a subgraph without events, of one that stays as it is, or of one that goes', () => {
    expect(check(null)).toEqual([]);
    const broken = events({ examples: [] });
    expect(checkEvents({ ...eventsCheck(broken), changed: [] })).toEqual([]);
    expect(checkEvents({ ...eventsCheck(null, [events()]), proposed: [] })).toEqual([]);
  });

  it('takes a title whose braces are paths, whatever letters these have', () => {
    const changes = {
      ...tenancy({ 'start-date': { type: 'string', format: 'date' } }),
      ...meaning(
        { type: 'Tenancy', key: 'tenancy.id' },
        { title: 'Moved {tenancy.start-date} to {tenancy.kind}' },
      ),
    };
    expect(found(events(changes))).toEqual([]);
  });

  it('compares with every version: a property that comes back with another type is found', () => {
    const history = [
      events(tenancy({ rent: { type: 'integer' } })),
      events(),
      events(tenancy({ floor: { type: 'integer' } })),
    ];
    expect(check(events(tenancy({ rent: { type: 'string' } })), history)).toMatchObject([
      {
        code: 'HUB-C031',
        severity: 'error',
        message: `${started}: events of version 1 do not fit: /properties/tenancy/properties/rent/type was "integer", is "string".`,
        subgraph: 'housing',
        coordinate: `${started}#/properties/tenancy/properties/rent/type`,
        places: [{ file: `events/${started}.json`, line: expect.any(Number) }],
      },
      {
        code: 'HUB-C032',
        message: `${started}: readers of version 1 cannot take new events: /properties/tenancy/properties/rent/type was "integer", is "string".`,
      },
    ]);
  });

  it('names all versions that a change does not fit', () => {
    const history = [events(), events(tenancy({ floor: {} })), events(), events(tenancy({}, ['id']))];
    expect(found(events(tenancy({ rent: { type: 'integer' } }, ['id', 'kind', 'rent'])), history)).toEqual([
      `HUB-C036 ${started}: the example is not valid: data/tenancy must have required property 'rent'.`,
      `HUB-C031 ${started}: events of versions 1–4 do not fit: /properties/tenancy/properties/rent was not there, is required.`,
      `HUB-C031 ${started}: events of version 4 do not fit: /properties/tenancy/properties/kind was optional, is required.`,
    ]);
  });

  it('finds types that are gone, and events that are filed under another record', () => {
    const other = {
      'housing.tenancy.ended': {
        ...tenancyStarted(),
        $id: 'urn:throughgate:events:housing:housing.tenancy.ended:v1',
      },
    };
    expect(found(housingEvents(other), [events()])).toEqual([
      `HUB-C033 ${started} is missing; it was published in version 1 of the events.`,
    ]);
    const moved = events({ ...meaning({ type: 'Tenancy', key: 'tenancy.kind' }) });
    expect(found(moved, [events()])).toEqual([
      expect.stringMatching(/^HUB-C031 .*x-throughgate\/entity was .*tenancy.id.*, is .*tenancy.kind/),
    ]);
  });

  it('holds a type to what its files are about, and takes an entry of a register for nobody', () => {
    const about = (what: string, more = {}) =>
      events({
        'x-throughgate': { about: what, entity: { type: 'Tenancy', key: 'tenancy.id' }, title: 'Moved' },
        ...more,
      });
    expect(found(about('register'), [])).toEqual([]);
    expect(found(about('person'), [events()])).toEqual([]);
    expect(found(about('register'), [events()])).toEqual([
      expect.stringMatching(/^HUB-C031 .*x-throughgate\/about was "person", is "register"/),
    ]);
    const tenancy = tenancyStarted()['properties'] as object;
    const person = { $ref: 'urn:throughgate:events:common:person:v1' };
    expect(found(about('register', { properties: { ...tenancy, person } }), [])).toEqual([
      expect.stringMatching(/^HUB-C038 .*"person" says who a file is about; .*entry of a register/),
    ]);
    expect(found(about('office'), [])).toEqual([
      expect.stringMatching(/^HUB-C038 .*x-throughgate\/about must be .*: person, register/),
    ]);
  });

  it('warns of a list that a new type closes, unless it says why', () => {
    const kinds = (kind: object) => ({
      properties: {
        tenancy: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, kind } },
      },
      'x-throughgate': { entity: { type: 'Tenancy', key: 'tenancy.id' }, title: 'Moved' },
      examples: [{ tenancy: { id: 'T-1' } }],
    });
    const listed = { oneOf: [{ const: 'FLAT' }, { const: 'HOUSE' }, { const: null }] };
    expect(check(events(kinds(listed)), [])).toMatchObject([
      {
        code: 'HUB-C039',
        severity: 'warning',
        coordinate: `${started}#/properties/tenancy/properties/kind/oneOf`,
        message: expect.stringContaining('another value could never be published'),
        places: [{ file: `events/${started}.json`, line: expect.any(Number) }],
      },
    ]);
    for (const closed of [{ enum: ['FLAT', 'HOUSE'] }, { type: 'array', items: { enum: [1, 2, null] } }]) {
      expect(check(events(kinds(closed)), [])).toMatchObject([{ code: 'HUB-C039' }]);
    }
    for (const open of [
      { ...listed, 'x-closed': 'By the Rent Act there are two kinds.' },
      { oneOf: [{ const: true, title: 'a flat' }, { const: false, title: 'a house' }, { const: null }] },
      { enum: ['FLAT'] },
      { $ref: 'urn:throughgate:events:common:coded:v1', 'x-known-values': { FLAT: 'a flat' } },
      { type: 'object', properties: { enum: { type: 'string' } }, examples: [{ enum: ['A', 'B'] }] },
    ]) {
      expect(found(events(kinds(open)), [])).toEqual([]);
    }
    expect(found(events(kinds({ ...listed, 'x-closed': ' ' })), [])).toHaveLength(1);
    // What was published closed stays closed: the advice would come too late.
    expect(found(events(kinds(listed)), [events(kinds(listed))])).toEqual([]);
  });

  it('calls nothing gone that it could not read', () => {
    const unreadable = housingEvents(undefined, { [`${started}.json`]: '{' });
    expect(check(unreadable, [events()])).toMatchObject([{ code: 'HUB-C030' }]);
  });

  it('warns when it cannot compare with what was published', () => {
    const unreadable = housingEvents(undefined, { [`${started}.json`]: '{' });
    expect(check(events(), [unreadable])).toMatchObject([{ code: 'HUB-C030', severity: 'warning' }]);
  });

  it.each([
    ['no x-throughgate', { 'x-throughgate': undefined }, 'HUB-C034', 'entity.type'],
    ['an unknown entity', meaning({ type: 'Flat', key: 'tenancy.id' }), 'HUB-C034', 'no object type Flat'],
    [
      'one that is not resolvable',
      meaning({ type: 'Landlord', key: 'tenancy.id' }),
      'HUB-C034',
      'Landlord has no resolvable',
    ],
    ['a key of several fields', meaning({ type: 'Room', key: 'tenancy.id' }), 'HUB-C034', 'of one field'],
    [
      'a key that is not described',
      meaning({ type: 'Tenancy', key: 'tenancy.number' }),
      'HUB-C035',
      'no property "number"',
    ],
    ['an optional key', tenancy({}, ['kind']), 'HUB-C035', '"id" is not required'],
    ['a key that may be null', tenancy({ id: { type: ['string', 'null'] } }), 'HUB-C035', 'without null'],
    [
      'a key of another type',
      tenancy({ id: { type: 'integer' } }),
      'HUB-C035',
      'of type integer, which does not fit Tenancy.id: ID',
    ],
    ['a key in what may be missing', { required: [] }, 'HUB-C035', '"tenancy" is not required'],
    ['no example', { examples: undefined }, 'HUB-C036', 'no example'],
    ['a wrong example', { examples: [{ tenancy: {} }] }, 'HUB-C036', "must have required property 'id'"],
    ['a misspelt keyword', { requred: [] }, 'HUB-C038', 'unknown keyword: "requred"'],
    ['a wrong keyword', { properties: 5 }, 'HUB-C038', 'must be object'],
    ['another draft', { $schema: 'http://json-schema.org/draft-04/schema#' }, 'HUB-C038', 'draft-04'],
    ['another $id', { $id: 'urn:x:y' }, 'HUB-C038', '"$id" must be'],
    [
      'a title that names nothing',
      meaning({ type: 'Tenancy', key: 'tenancy.id' }, { title: 'In {town}' }),
      'HUB-C038',
      '"town"',
    ],
    ...(
      [
        [
          'a path that nothing describes',
          'Moved {tenancy.start-date}',
          '"tenancy.start-date", which the schema does not',
        ],
        ['a brace that does not end', 'Moved {tenancy.id', '"{" without'],
        ['a brace that does not begin', 'Moved tenancy.id}', '"}" without'],
        ['a brace in braces', 'Moved {{tenancy.id}}', '"{" without'],
        ['nothing in braces', 'Moved {}', 'nothing in them'],
        ['a space in braces', 'Moved { tenancy.id }', '" tenancy.id "'],
        ['an object', 'Moved {tenancy}', 'is an object: name a value in it'],
        ['an index', 'Moved {tenancy.id.0}', '"tenancy.id.0"'],
      ] as const
    ).map(([name, title, message]): [string, SchemaChanges, string, string] => [
      `a title with ${name}`,
      meaning({ type: 'Tenancy', key: 'tenancy.id' }, { title }),
      'HUB-C038',
      message,
    ]),
    [
      'no title',
      meaning({ type: 'Tenancy', key: 'tenancy.id' }, { title: undefined }),
      'HUB-C038',
      "required property 'title'",
    ],
    [
      'a kind of spell that no journey has',
      meaning(
        { type: 'Tenancy', key: 'tenancy.id' },
        { spells: [{ kind: 'HOUSING', id: 'tenancy.id', from: 'a', to: 'b' }] },
      ),
      'HUB-C038',
      'CUSTODY',
    ],
    [
      'a spell without dates',
      meaning(
        { type: 'Tenancy', key: 'tenancy.id' },
        { spells: [{ kind: 'SUPPORT', id: 'tenancy.id', from: 'tenancy.kind', to: 'b' }] },
      ),
      'HUB-C038',
      'a date or a date-time',
    ],
    [
      'a person in a form of its own',
      { properties: { ...tenancy({}).properties, person: { type: 'object' } } },
      'HUB-C038',
      '"$ref": "urn:throughgate:events:common:person:v1"',
    ],
  ])('finds %s', (_, changes, code, detail) => {
    const findings = check(events(changes));
    expect(findings).toContainEqual(
      expect.objectContaining({
        code,
        message: expect.stringContaining(detail),
        places: [expect.objectContaining({ subgraph: 'housing', file: `events/${started}.json` })],
      }),
    );
  });

  it('takes a whole number for a key of type Int', () => {
    const sdl = 'type Tenancy @key(fields: "number") { number: Int! }';
    const numbered = {
      ...tenancy({ id: { type: 'integer' } }),
      examples: [{ tenancy: { id: 7, kind: 'FLAT' } }],
    };
    expect(check(events(numbered), [], sdl)).toEqual([]);
  });

  it('finds events that stay while the schema loses their entity', () => {
    const input = eventsCheck(events(), [events()], 'type Query { tenancies: Int }');
    expect(checkEvents({ ...input, current: input.proposed })).toMatchObject([{ code: 'HUB-C034' }]);
  });

  it('leaves a schema that does not parse to composition', () => {
    expect(check(events(), [], 'type Tenancy {')).toEqual([]);
  });
});
