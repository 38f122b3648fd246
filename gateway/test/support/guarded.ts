import { type SubgraphServer, serveSubgraph } from './subgraph-server.ts';

/** Two subgraphs that say who may see what of people and things. */
export interface Guarded extends AsyncDisposable {
  readonly all: readonly SubgraphServer[];
  readonly hub: SubgraphServer;
  readonly prison: SubgraphServer;
  /** Forgets the requests that came so far. */
  forget(): void;
  /** The texts of all queries that came since. */
  asked(): string;
}

const people = new Map(
  ['1', '2', '3'].map((id) => [
    id,
    {
      ...{ __typename: 'Person', id, name: `Name ${id}`, number: `N${id}`, strict: `strict ${id}` },
      ...{ open: `open ${id}`, constructor: `made ${id}`, home: { street: `Street ${id}`, city: 'Leeds' } },
    },
  ]),
);
const person = (id: string) => people.get(id);
const things = [
  { __typename: 'Book', id: 'b1', label: 'Book one', pages: 10 },
  { __typename: 'Weapon', id: 'w1', label: 'Weapon one', calibre: 9 },
  { __typename: 'Book', id: 'b2', label: null, pages: 20 },
].map((thing) => ({ ...thing, owner: person('1') }));

/** Serves them. */
export async function serveGuarded(): Promise<Guarded> {
  const hub = await serveSubgraph(
    'hub',
    `type Query {
       person(id: ID!): Person
       people: [Person!]
       grid: [[Person]]
       things: [Thing]
       found: [Found!]
       count: Int! @requiresScopes(scopes: [["count"]])
       me: String @authenticated
       ruled: String @policy(policies: [["rule"]])
       open: String
     }
     type Mutation {
       note(text: String!): String @requiresScopes(scopes: [["write"]])
       shout(text: String!): String
       record(id: ID!): Person
     }
     type Subscription { news: String @requiresScopes(scopes: [["news"]]) }
     type Person @key(fields: "id") {
       id: ID!
       name: String @requiresScopes(scopes: [["read", "name"], ["all"]])
       number: String @requiresScopes(scopes: [["number"]])
       strict: String! @requiresScopes(scopes: [["strict"]])
       open: String
       constructor: String
       home: Address
       friends: [Person!]
     }
     type Address @requiresScopes(scopes: [["address"]]) { street: String city: String! }
     interface Thing { id: ID! label: String owner: Person }
     type Book implements Thing { id: ID! label: String owner: Person pages: Int }
     type Weapon implements Thing @requiresScopes(scopes: [["weapons"]]) {
       id: ID! label: String owner: Person calibre: Int
     }
     union Found = Book | Weapon | Person`,
    {
      Query: {
        person: (_: unknown, { id }: { id: string }) => person(id),
        people: () => [...people.values()],
        grid: () => [[person('1'), null], null, [person('2')]],
        things: () => [...things, null],
        found: () => [things[0], things[1], person('3')],
        count: () => 3,
        me: () => 'me',
        ruled: () => 'ruled',
        open: () => 'open',
      },
      Mutation: {
        note: (_: unknown, { text }: { text: string }) => text,
        shout: (_: unknown, { text }: { text: string }) => text.toUpperCase(),
        record: (_: unknown, { id }: { id: string }) => person(id),
      },
      Person: {
        __resolveReference: ({ id }: { id: string }) => person(id),
        friends: ({ id }: { id: string }) => (id === '1' ? [person('2'), person('3')] : []),
      },
    },
  );
  const prison = await serveSubgraph(
    'prison',
    `type Person @key(fields: "id") {
       id: ID!
       number: String @external
       cell: String @requires(fields: "number") @requiresScopes(scopes: [["number"]])
       wing: String
     }`,
    {
      Person: {
        __resolveReference: (reference: object) => reference,
        cell: ({ number }: { number: string }) => `cell of ${number}`,
        wing: ({ id }: { id: string }) => `wing ${id}`,
      },
    },
  );
  const all = [hub, prison];
  return {
    all,
    hub,
    prison,
    forget() {
      for (const { requests } of all) requests.length = 0;
    },
    asked: () => all.flatMap(({ requests }) => requests.map(({ query }) => query)).join('\n'),
    async [Symbol.asyncDispose]() {
      for (const subgraph of all) await subgraph.close();
    },
  };
}
