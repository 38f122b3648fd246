import { buildSchema, type GraphQLSchema, isEnumType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { eventContract, eventContracts, hubAgencyNames, subgraphSdl, valueAt } from '../src/index.ts';
import { spellKinds } from '../src/journey-meaning.ts';
import type { JsonSchema } from '../src/json-schema.ts';
import { compileTitle } from '../src/title-template.ts';

describe.each(hubAgencyNames)('the event contracts of %s', (agency) => {
  const contracts = eventContracts(agency);
  const schema: GraphQLSchema = buildSchema(subgraphSdl(agency), { assumeValidSDL: true });

  it('exist', () => {
    expect(contracts.length).toBeGreaterThan(0);
  });

  it.each(contracts)('$type: its examples keep it, and have a title without gaps', (contract) => {
    const examples = contract.schema.examples ?? [];
    expect(examples).not.toHaveLength(0);
    for (const example of examples) {
      expect(contract.problem(example)).toBeUndefined();
      expect(contract.title(example)).toMatch(/^\S.*[^\s:(]$/);
    }
  });

  it.each(contracts)('$type: it names an entity of the graph and a path to its key', (contract) => {
    const entity = schema.getType(contract.entity.type);
    if (!isObjectType(entity)) expect.fail(`${contract.entity.type} is no object type of ${agency}`);
    expect(entity.astNode?.directives?.map(({ name }) => name.value)).toContain('key');
    for (const example of contract.schema.examples ?? []) {
      expect(valueAt(example, contract.entity.key)).toBeTypeOf('string');
    }
  });

  it.each(contracts)('$type: its schema has the id that events carry', ({ type, schemaId }) => {
    expect(schemaId).toBe(`urn:throughgate:events:${agency}:${type}:v1`);
  });

  it.each(contracts)('$type: an event without its version breaks it, and the problem says so', (contract) => {
    const [{ version: _, ...rest } = {}] = contract.schema.examples ?? [];
    expect(contract.problem(rest)).toContain('version');
  });
});

describe('a title', () => {
  const schema = {
    properties: {
      tenancy: { properties: { 'start-date': { type: 'string', format: 'date' }, rent: { type: 'number' } } },
    },
  };

  it.each([
    ['Moved {tenancy.start-date}', { tenancy: { 'start-date': '2026-10-01' } }, 'Moved 1 October 2026'],
    ['Rent {tenancy.rent}', { tenancy: { rent: 0 } }, 'Rent 0'],
    ['Moved {tenancy.start-date}', { tenancy: {} }, 'Moved'],
    ['Moved {tenancy.start-date}', {}, 'Moved'],
    // Published before braces were checked: it can still be read.
    ['Moved {tenancy.end-date} {', {}, 'Moved {tenancy.end-date} {'],
  ])('%s, of %o, reads %s', (title, data, read) => {
    expect(compileTitle(title, schema)(data)).toBe(read);
  });
});

it('spells are of the kinds that the graph has', () => {
  const kind = buildSchema(subgraphSdl('outcomes'), { assumeValidSDL: true }).getType('SpellKind');
  expect(isEnumType(kind) ? kind.getValues().map(({ name }) => name) : []).toEqual([...spellKinds]);
});

it('a spell ends by the first of its paths that leads to a day', () => {
  const type = 'housing.tenancy.ended';
  const day = { type: 'string', format: 'date' };
  const contract = eventContract('housing', type, {
    $id: `urn:throughgate:events:housing:${type}:v1`,
    'x-throughgate': {
      entity: { type: 'Tenancy', key: 'id' },
      title: 'Tenancy ended',
      spells: [{ kind: 'SUPPORT', id: 'id', from: 'from', to: ['leftOn', 'endedOn'] }],
    },
    type: 'object',
    required: ['id', 'from', 'endedOn'],
    properties: { id: { type: 'string' }, from: day, leftOn: day, endedOn: day },
  } as JsonSchema);
  const data = { id: 'T1', from: '2026-01-01', endedOn: '2026-03-01' };
  expect(contract.spells(data)).toMatchObject([{ to: '2026-03-01' }]);
  expect(contract.spells({ ...data, leftOn: '2026-02-01' })).toMatchObject([{ to: '2026-02-01' }]);
});
