import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubSubgraphNames } from '@throughgate/contracts';
import { checkConfiguration } from '@throughgate/registry-client';
import { describe, expect, it } from 'vitest';
import { checkAuthorization } from '../src/authorization/check-authorization.ts';
import { compose } from '../src/composition/compose.ts';
import { ownSubgraphsAsNew } from './support/schema-check.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external"])\n';
const subgraph = (name: string, sdl: string) => ({ name, url: `http://${name}/graphql`, sdl: link + sdl });

describe('composition', () => {
  it('gives a supergraph that names every subgraph and its address', () => {
    const composed = compose([
      subgraph(
        'people',
        'type Query { person: Person } type Person @key(fields: "id") { id: ID! name: String! }',
      ),
      subgraph('homes', 'type Person @key(fields: "id") { id: ID! home: String }'),
    ]);
    if (!composed.ok) expect.fail(JSON.stringify(composed.problems));
    expect(composed.supergraphSdl).toContain('@join__graph(name: "homes", url: "http://homes/graphql")');
    expect(composed.supergraphSdl).toContain('@join__graph(name: "people", url: "http://people/graphql")');
  });

  it('names subgraph, line and column of every place concerned when types disagree', () => {
    const composed = compose([
      subgraph(
        'people',
        'type Query { person: Person }\ntype Person @key(fields: "id") {\n  id: ID!\n  age: Int\n}',
      ),
      subgraph('homes', 'type Person @key(fields: "id") {\n  id: ID!\n  age: String\n}'),
    ]);
    expect(composed).toMatchObject({ ok: false });
    const problems = composed.ok ? [] : composed.problems;
    expect(problems.map(({ code }) => code)).toContain('FIELD_TYPE_MISMATCH');
    const mismatch = problems.find(({ code }) => code === 'FIELD_TYPE_MISMATCH');
    expect(mismatch?.message).toContain('Person.age');
    expect(mismatch?.places).toHaveLength(2);
    expect(mismatch?.places).toEqual(
      expect.arrayContaining([
        { subgraph: 'homes', line: 4, column: 3 },
        { subgraph: 'people', line: 5, column: 3 },
      ]),
    );
  });

  it('takes SDL that does not parse for a problem, with its place, and reads the others all the same', () => {
    const composed = compose([
      subgraph('people', 'type Query { person: '),
      subgraph('homes', 'type Home {{'),
    ]);
    expect(composed).toMatchObject({
      ok: false,
      problems: [
        { code: 'SYNTAX_ERROR', places: [{ subgraph: 'people', line: 2 }] },
        { code: 'SYNTAX_ERROR', places: [{ subgraph: 'homes', line: 2 }] },
      ],
    });
  });

  it('refuses a federation version that it does not know', () => {
    const sdl =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.15")\ntype Query { a: Int }';
    const composed = compose([{ name: 'people', url: 'http://people', sdl }]);
    expect(composed.ok ? [] : composed.problems.map(({ code }) => code)).toEqual([
      'UNKNOWN_FEDERATION_LINK_VERSION',
    ]);
  });

  it("composes the hub's own subgraphs without a hint that descriptions disagree", () => {
    const directory = join(import.meta.dirname, '../../../schemas');
    const composed = compose(
      hubSubgraphNames.map((name) => ({
        name,
        url: `http://${name}`,
        sdl: readFileSync(join(directory, `${name}.graphql`), 'utf8'),
      })),
    );
    expect(composed.ok ? composed.hints : composed.problems).toEqual([]);
  });
});

describe('who may see what of the hub’s own subgraphs', () => {
  const input = ownSubgraphsAsNew();
  const configuration = checkConfiguration.parse({ authorization: 'error' });
  const configurations = Object.fromEntries(input.changed.map((name) => [name, configuration]));
  const composed = compose(
    input.proposed.map(({ name, routingUrl, schema }) => ({ name, url: routingUrl, sdl: schema.text })),
  );
  const told = (supergraphSdl: string) =>
    checkAuthorization({ ...input, currentSupergraph: null, configurations }, supergraphSdl).map(
      ({ code, coordinate }) => `${code} ${coordinate}`,
    );

  it('is said of all data about people, and no refusal takes more along', () => {
    if (!composed.ok) expect.fail(JSON.stringify(composed.problems));
    expect(told(composed.supergraphSdl)).toEqual([]);
  });

  it('is missed where it is not said, and where a refusal takes more along: the test above can fail', () => {
    if (!composed.ok) expect.fail(JSON.stringify(composed.problems));
    const { supergraphSdl } = composed;
    const nonNull = supergraphSdl.replace(
      '  booking: Booking\n\n  """The prison."""',
      '  booking: Booking!\n\n  """The prison."""',
    );
    expect(told(nonNull)).toEqual(['HUB-C025 Release.booking']);
    const open = supergraphSdl.replaceAll('@requiresScopes(scopes: [["probation:read"]])', '');
    expect(told(open)).toContain('HUB-C026 ProbationCase');
  });
});
