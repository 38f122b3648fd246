import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkClassification } from '../src/classification/check-classification.ts';
import { apiSchemaOf } from '../src/composition/api-schema-of.ts';
import { link, ownSubgraphsAsNew, type SchemaCheck, schemaCheck } from './support/schema-check.ts';

const tag = (dataClass: string) => `@tag(name: "data:${dataClass}")`;
const told = (check: SchemaCheck) =>
  checkClassification(schemaCheck(check)).map(
    ({ code, severity, coordinate }) => `${code} ${severity} ${coordinate}`,
  );

describe('a field that could identify a person', () => {
  it('is told with its place and a fix', () => {
    const [finding] = checkClassification(schemaCheck({ after: `${link}type Thing {\n  nino: ID!\n}` }));
    expect(finding).toMatchObject({
      code: 'HUB-C021',
      severity: 'error',
      subgraph: 'housing',
      coordinate: 'Thing.nino',
      places: [{ subgraph: 'housing', file: 'schemas/housing.graphql', line: 3, column: 3 }],
      fix: expect.stringContaining('@tag(name: "data:personal")'),
    });
  });

  it.each(['personal', 'none', 'special-category', 'criminal-offence'])(
    'is classified by data:%s on it',
    (one) => {
      expect(told({ after: `${link}type Thing { nino: ID! ${tag(one)} }` })).toEqual([]);
    },
  );

  it('is classified by a tag on its type, on an extension of it, or on the scalar that it is', () => {
    expect(told({ after: `${link}type Thing ${tag('personal')} { nino: ID! }` })).toEqual([]);
    expect(told({ after: `${link}type Thing { nino: ID! } extend type Thing ${tag('personal')}` })).toEqual(
      [],
    );
    expect(told({ after: `${link}scalar Nino ${tag('personal')} type Thing { nino: Nino! }` })).toEqual([]);
    expect(told({ after: `${link}type Query ${tag('none')} { a(nino: ID): Int }` })).toEqual([]);
  });

  it('is not classified by a tag of another kind, or on another type', () => {
    expect(
      told({
        after: `${link}type Thing { nino: ID! @tag(name: "internal") } type B ${tag('none')} { x: Int }`,
      }),
    ).toEqual(['HUB-C021 error Thing.nino']);
  });

  it('may be classified by the subgraph that owns it', () => {
    const after = `${link}type Offender @key(fields: "id") { id: ID! }`;
    expect(told({ after })).toEqual(['HUB-C021 error Offender.id']);
    expect(told({ after, others: { outcomes: after.replace(') {', `) ${tag('personal')} {`) } })).toEqual([]);
    expect(told({ after, others: { outcomes: after } })).toEqual(['HUB-C021 error Offender.id']);
  });

  it.each([
    ['@federation__tag', 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12")'],
    [
      '@label',
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [{ name: "@tag", as: "@label" }])',
    ],
  ])('may be classified under the name %s', (name, schema) => {
    expect(told({ after: `${schema} type Thing { nino: ID! ${name}(name: "data:personal") }` })).toEqual([]);
  });
});

it.each([
  ['off', []],
  ['warning', ['HUB-C021 warning Thing.nino']],
  ['error', ['HUB-C021 error Thing.nino']],
] as const)('a configuration that says %s is followed', (classification, expected) => {
  expect(told({ after: `${link}type Thing { nino: ID! }`, configuration: { classification } })).toEqual(
    expected,
  );
});

describe('a classification that cannot be right', () => {
  it('is one that does not exist, whatever the configuration says', () => {
    const after = `${link}type Thing { nino: ID! ${tag('secret')} x: Int ${tag('Personal')} }`;
    expect(told({ after, configuration: { classification: 'off' } })).toEqual([
      'HUB-C022 error Thing.nino',
      'HUB-C022 error Thing.x',
    ]);
  });

  it('is one of two', () => {
    const after = `${link}type Thing { nino: ID! ${tag('personal')} ${tag('none')} }`;
    expect(told({ after })).toEqual(['HUB-C022 error Thing.nino']);
  });

  it('is one that another subgraph contradicts; both places are named', () => {
    const thing = (one: string) => `${link}type Thing { colour: String @shareable ${tag(one)} }`;
    const [finding, ...more] = checkClassification(
      schemaCheck({ after: thing('none'), others: { outcomes: thing('personal') } }),
    );
    expect(finding).toMatchObject({ code: 'HUB-C022', severity: 'error', coordinate: 'Thing.colour' });
    expect(finding?.places.map(({ subgraph }) => subgraph)).toEqual(['housing', 'outcomes']);
    expect(more).toEqual([]);
    expect(told({ after: thing('personal'), others: { outcomes: thing('personal') } })).toEqual([]);
  });

  it('is, as a warning, one that says less than the name', () => {
    const after = `${link}type Thing ${tag('personal')} { religion: String }`;
    expect(told({ after })).toEqual(['HUB-C022 warning Thing.religion']);
    expect(told({ after: after.replace('String', `String ${tag('none')}`) })).toEqual([]);
    expect(told({ after: after.replace('String', `String ${tag('criminal-offence')}`) })).toEqual([]);
  });
});

describe('a schema that was published without classifications', () => {
  const legacy = `${link}type Thing { nino: ID! name: String surname: String } type Sentence { days: Int }`;

  it('is left in peace where it does not change', () => {
    expect(told({ before: legacy, after: `${legacy} type Other { x: Int }` })).toEqual([]);
  });

  it('is asked about new and changed fields only', () => {
    const after = legacy
      .replace('nino: ID!', 'nino: ID crn: ID')
      .replace('days: Int', 'days: Int court: String');
    expect(told({ before: legacy, after })).toEqual([
      'HUB-C021 error Thing.nino',
      'HUB-C021 error Thing.crn',
      'HUB-C021 error Sentence.court',
    ]);
  });
});

it('the fields of a type that loses its classification are told, though they did not change', () => {
  const before = `${link}type Thing ${tag('personal')} { nino: ID! x: Int }`;
  expect(told({ before, after: before.replace(tag('personal'), '') })).toEqual(['HUB-C021 error Thing.nino']);
});

it('the hub’s own subgraphs and events, taken as new, are classified', () => {
  expect(checkClassification(ownSubgraphsAsNew())).toEqual([]);
});

it('the supergraph carries the classifications, and clients do not see them', () => {
  const sdl = readFileSync(join(import.meta.dirname, '../../../schemas/supergraph.graphql'), 'utf8');
  const supergraph = Supergraph.build(sdl, { supportedFeatures: null }).schema;
  const tagsOf = (coordinate: string) =>
    supergraph
      .elementByCoordinate(coordinate)
      ?.appliedDirectivesOf('tag')
      .map((one) => one.arguments()['name']);
  expect(tagsOf('PersonName')).toEqual(['data:personal']);
  expect(tagsOf('Prisoner.status')).toEqual(['data:criminal-offence']);
  expect(tagsOf('Requirement.type')).toEqual(['data:special-category']);
  expect(tagsOf('Prison')).toEqual([]);
  expect(printSchema(apiSchemaOf(sdl))).not.toContain('data:');
});

it('the person that events of all agencies share is classified', () => {
  const file = join(import.meta.dirname, '../../../schemas/events/common/person.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('x-classification', 'personal');
});

it('a subgraph that only loses its tags is told of all of them: the test above can fail', () => {
  const own = ownSubgraphsAsNew();
  const untagged = {
    ...own,
    proposed: own.proposed.map((one) => ({
      ...one,
      schema: { ...one.schema, text: one.schema.text.replaceAll(/ @tag\(name: "data:[\w-]+"\)/g, '') },
      events: one.events && {
        ...one.events,
        files: one.events.files.map((file) => ({
          ...file,
          text: file.text.replaceAll(/^\s*"x-classification".*$/gm, ''),
        })),
      },
    })),
  };
  const findings = checkClassification(untagged);
  expect(findings.filter(({ code }) => code === 'HUB-C021').length).toBeGreaterThan(100);
  expect(findings.filter(({ code }) => code === 'HUB-C037').length).toBeGreaterThan(40);
  // Places and organisations identify nobody.
  const places = /^(Prison|PrisonAddress|PageInfo|ProbationRegion|DeliveryUnit|Provider|Contract)\./;
  expect(findings.filter(({ coordinate = '' }) => places.test(coordinate))).toEqual([]);
});
