import { OperatorError } from '@throughgate/service';
import { printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { loadSupergraph } from '../src/planning/load-supergraph.ts';
import { compose } from './support/compose.ts';
import { startTestGateway } from './support/gateway-client.ts';

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", ${imports}])`;

/** A supergraph of two subgraphs in which directives stand that say who may see what. */
function supergraph(imports: string, authenticated: string, scopes: string, policy: string): string {
  return compose([
    {
      name: 'people',
      url: 'http://127.0.0.1:9/people',
      typeDefs: `${link(imports)} type Query { me: Person ${authenticated} all: [Person!] ${policy} }
        "A person." type Person @key(fields: "id") ${scopes} { id: ID! kind: Kind }
        "Kinds." enum Kind ${authenticated} { A B } scalar Day ${scopes}`,
    },
    {
      name: 'work',
      url: 'http://127.0.0.1:9/graphql',
      typeDefs: `${link(imports)} type Person @key(fields: "id") { id: ID! job: String ${scopes} }`,
    },
  ]);
}

const open = supergraph('"@tag"', '', '', '');
const required = {
  'as they are': supergraph(
    '"@authenticated", "@requiresScopes", "@policy"',
    '@authenticated',
    '@requiresScopes(scopes: [["a", "b"], ["c"]])',
    '@policy(policies: [["p"]])',
  ),
  renamed: supergraph(
    '{ name: "@authenticated", as: "@signedIn" }, { name: "@requiresScopes", as: "@needs" }, { name: "@policy", as: "@rule" }',
    '@signedIn',
    '@needs(scopes: [["a", "b"], ["c"]])',
    '@rule(policies: [["p"]])',
  ),
};

describe.each(Object.entries(required))('a supergraph with security directives %s', (_, sdl) => {
  test('loads, and clients see the schema that they would see without', async () => {
    const { clientSchema, fullSchema } = await loadSupergraph(sdl);
    const without = await loadSupergraph(open);
    expect(printSchema(clientSchema)).toBe(printSchema(without.clientSchema));
    expect(printSchema(fullSchema)).toBe(printSchema(without.fullSchema));
  });

  test('is refused where nobody vouches for callers, with what to set', async () => {
    const started = startTestGateway({ supergraphSdl: sdl });
    await expect(started).rejects.toThrow(OperatorError);
    await expect(started).rejects.toThrow(/Set HUB_ISSUER/);
  });
});
