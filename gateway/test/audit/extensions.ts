import { type AuditSubgraph, type AuditSuite, needs } from '../support/audit-suite.ts';

const people = [
  { id: 'u1', name: 'Una', rid: 'r1' },
  { id: 'u2', name: 'Ugo', rid: 'r2' },
];
const stubs = people.map(({ id }) => ({ id }));

/** Who has the person, and provides their name where it is asked for. */
const owner = (type: string, extra: Partial<AuditSubgraph> = {}): AuditSubgraph => ({
  sdl: `
    ${type} { id: ID @external rid: ID name: String @external }
    type Query { randomUser: User providedRandomUser: User @provides(fields: "name") }
  `,
  root: { randomUser: { id: 'u1' }, providedRandomUser: { id: 'u1', name: 'Una' } },
  records: { User: people.map(({ id, rid }) => ({ id, rid })) },
  ...extra,
});
const nicknames = (type: string, extra: Partial<AuditSubgraph> = {}): AuditSubgraph => ({
  sdl: `
    ${type} { id: ID! name: String ${extra.federation1 ? '' : '@shareable'} nickname: String }
    type Query { userById(id: ID): User }
  `,
  root: { userById: ({ id }: { id?: unknown }) => ({ id }) },
  records: { User: people.map(({ id, name }) => ({ id, name, nickname: name.slice(0, 1) })) },
  ...extra,
});
const asked = [
  { query: '{ randomUser { id name } }', data: { randomUser: { id: 'u1', name: 'Una' } } },
  { query: '{ providedRandomUser { id name } }', data: { providedRandomUser: { id: 'u1', name: 'Una' } } },
  {
    query: '{ randomUser { id rid nickname } }',
    data: { randomUser: { id: 'u1', rid: 'r1', nickname: 'U' } },
  },
  {
    query: '{ userById(id: "u2") { id name nickname rid } }',
    data: { userById: { id: 'u2', name: 'Ugo', nickname: 'U', rid: 'r2' } },
  },
];

/** Types that one subgraph extends and another has, in the forms of Federation 1 and 2. */
export const extensions: readonly AuditSuite[] = [
  {
    name: 'fed1-external-extends: @extends in Federation 1',
    subgraphs: {
      a: owner('type User @extends @key(fields: "id")', { federation1: true }),
      b: nicknames('type User @key(fields: "id")', { federation1: true }),
    },
    cases: asked,
  },
  {
    name: 'fed1-external-extension: extend type in Federation 1',
    subgraphs: {
      a: owner('extend type User @key(fields: "id")', { federation1: true }),
      b: nicknames('type User @key(fields: "id")', { federation1: true }),
    },
    cases: asked,
  },
  {
    name: 'fed2-external-extends: @extends in Federation 2',
    subgraphs: {
      a: owner('type User @extends @key(fields: "id")'),
      b: nicknames('type User @key(fields: "id")'),
    },
    cases: asked,
  },
  {
    name: 'fed2-external-extension: extend type in Federation 2',
    subgraphs: {
      a: owner('extend type User @key(fields: "id")'),
      b: nicknames('type User @key(fields: "id")'),
    },
    cases: asked,
  },
  {
    name: 'fed1-external-extends-resolvable: a key of an extension is resolvable only there',
    subgraphs: {
      goods: {
        federation1: true,
        sdl: `
          type Query { goodInA: Good }
          type Good @extends @key(fields: "id") @key(fields: "code") {
            id: ID! @external code: ID! @external name: String! @external label: String @requires(fields: "name")
          }
        `,
        root: { goodInA: { id: 'g1', code: 'c1' } },
        records: { Good: [{ id: 'g1', code: 'c1', label: needs('name') }] },
      },
      names: {
        federation1: true,
        sdl: `type Good @key(fields: "id") @key(fields: "code") { id: ID! code: ID! name: String! }`,
        records: { Good: [{ id: 'g1', code: 'c1', name: 'Good 1' }] },
      },
    },
    cases: [
      {
        query: '{ goodInA { id code name label } }',
        data: { goodInA: { id: 'g1', code: 'c1', name: 'Good 1', label: 'name="Good 1"' } },
      },
    ],
  },
  {
    name: 'mysterious-external: a field is external although its subgraph has it',
    subgraphs: {
      goods: {
        sdl: `
          type Query { good: Good }
          type Good @key(fields: "id") { id: ID! name: String }
        `,
        root: { good: { id: 'g1' } },
        records: { Good: [{ id: 'g1', name: 'Good 1' }] },
      },
      prices: {
        federation1: true,
        sdl: `
          type Query { priced: Good }
          extend type Good @key(fields: "id") { id: ID! @external name: String @external price: Int }
        `,
        root: { priced: { id: 'g1', name: 'not to be asked for' } },
        records: { Good: [{ id: 'g1', price: 7 }] },
      },
    },
    cases: [
      { query: '{ good { id name price } }', data: { good: { id: 'g1', name: 'Good 1', price: 7 } } },
      { query: '{ priced { id name price } }', data: { priced: { id: 'g1', name: 'Good 1', price: 7 } } },
    ],
  },
  {
    name: 'stubs: a subgraph that only refers to an entity is not asked about it',
    subgraphs: {
      teams: {
        sdl: `
          type Query { team: Team }
          type Team @key(fields: "id") { id: ID! members: [User!]! }
          type User @key(fields: "id", resolvable: false) { id: ID! }
        `,
        root: { team: { id: 't1', members: stubs } },
      },
      users: {
        sdl: 'type User @key(fields: "id") { id: ID! name: String } type Query { users: [User!]! }',
        root: { users: stubs },
        records: { User: people },
      },
    },
    cases: [
      { query: '{ team { members { id } } }', data: { team: { members: [{ id: 'u1' }, { id: 'u2' }] } } },
      {
        query: '{ team { id members { name } } users { id name } }',
        data: {
          team: { id: 't1', members: [{ name: 'Una' }, { name: 'Ugo' }] },
          users: [
            { id: 'u1', name: 'Una' },
            { id: 'u2', name: 'Ugo' },
          ],
        },
      },
    ],
  },
];
