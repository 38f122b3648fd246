import { GraphQLError } from 'graphql';
import { type SubgraphServer, serveSubgraph } from './subgraph-server.ts';

/**
 * A fixture that uses what federation offers: a shop of books and films, in five subgraphs.
 * catalogue owns the items; stock, reviews, pricing and people add to them.
 */
export async function serveShop(): Promise<SubgraphServer[]> {
  return Promise.all([catalogue(), stock(), reviews(), pricing(), people()]);
}

const items = [
  {
    __typename: 'Book',
    id: 'b1',
    title: 'Graphs',
    pages: 300,
    author: 'p1',
    genre: 'SCIENCE',
    dims: { w: 2, h: 3 },
  },
  {
    __typename: 'Book',
    id: 'b2',
    title: 'Trees',
    pages: null,
    author: 'p2',
    genre: 'SECRET',
    dims: { w: 4, h: 5 },
  },
  {
    __typename: 'Film',
    id: 'f1',
    title: 'Paths',
    minutes: 90,
    directors: ['p1', 'p3'],
    genre: 'DRAMA',
    dims: null,
  },
  {
    __typename: 'Film',
    id: 'f2',
    title: 'Cycles',
    minutes: 100,
    directors: [],
    genre: null,
    dims: { w: 1, h: 1 },
  },
];
const item = (id: unknown) => items.find((candidate) => candidate.id === id);

function catalogue() {
  return serveSubgraph(
    'catalogue',
    `
    interface Item @key(fields: "id") { id: ID! title: String genre: Genre dims: Dims }
    enum Genre { SCIENCE DRAMA SECRET @inaccessible }
    type Dims @shareable { w: Int! h: Int! }
    type Book implements Item @key(fields: "id") {
      id: ID! title: String genre: Genre dims: Dims pages: Int! author: Person label(prefix: String, upper: Boolean = false): String
    }
    type Film implements Item @key(fields: "id") {
      id: ID! title: String genre: Genre dims: Dims minutes: Int directors: [Person!]!
    }
    type Person @key(fields: "id") { id: ID! }
    type Shelf @key(fields: "aisle { number } row") { aisle: Aisle! row: Int! grid: [[Item]] }
    type Aisle @shareable { number: Int! }
    union Found = Book | Film | Shelf
    input Filter { genre: Genre titles: [String!] }
    type Query {
      items(filter: Filter): [Item!]!
      item(id: ID!): Item
      book(id: ID!): Book
      books: [Book]
      search(text: String!): [Found]
      shelf: Shelf!
      failing: Item
      strict: Strict
      version: String! @shareable
      json: JSON
    }
    type Strict { must: String! nested: Strict list: [String!] }
    scalar JSON
    type Mutation { add(title: String!): Int! fail: Int }
  `,
    {
      Query: {
        items: (_: unknown, { filter }: { filter?: { genre?: string; titles?: string[] } }) =>
          items.filter(
            ({ genre, title }) =>
              (!filter?.genre || genre === filter.genre) &&
              (!filter?.titles || filter.titles.includes(title)),
          ),
        item: (_: unknown, { id }: { id: string }) => item(id),
        book: (_: unknown, { id }: { id: string }) => item(id),
        books: () => [item('b1'), null, item('b2'), item('b1')],
        search: (_: unknown, { text }: { text: string }) => [
          ...items.filter(({ title }) => title.includes(text)),
          { __typename: 'Shelf' },
        ],
        shelf: () => ({}),
        failing: () => {
          throw new GraphQLError('not today', { extensions: { code: 'OUT_OF_ORDER' } });
        },
        strict: () => ({ must: 'yes', nested: { must: null, list: null }, list: ['a', null] }),
        version: () => '1',
        json: () => ({ any: [1, { deep: null }] }),
      },
      Item: {
        __resolveType: ({ __typename }: { __typename: string }) => __typename,
        __resolveReference: ({ id }: { id: string }) => item(id),
      },
      Found: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Book: {
        __resolveReference: ({ id }: { id: string }) => item(id),
        author: ({ author }: { author: string }) => ({ id: author }),
        label: ({ title }: { title: string }, { prefix, upper }: { prefix?: string; upper: boolean }) =>
          `${prefix ?? ''}${upper ? title.toUpperCase() : title}`,
      },
      Film: {
        __resolveReference: ({ id }: { id: string }) => item(id),
        directors: ({ directors }: { directors: string[] }) => directors.map((id) => ({ id })),
      },
      Shelf: {
        aisle: () => ({ number: 7 }),
        row: () => 1,
        grid: () => [[item('b1'), item('f1')], [null], [item('b2')], null],
      },
      Mutation: {
        add: (_: unknown, { title }: { title: string }) => title.length,
        fail: () => {
          throw new Error('cannot');
        },
      },
    },
  );
}

function stock() {
  return serveSubgraph(
    'stock',
    `
    type Item @interfaceObject @key(fields: "id") { id: ID! inStock: Boolean! }
    type Shelf @key(fields: "aisle { number } row") { aisle: Aisle! row: Int! capacity: Int note(lang: String = "en"): String }
    type Aisle @shareable { number: Int! }
    type Query { stocked: [Item!] version: String! @shareable }
    type Mutation { restock(id: ID!): Item }
  `,
    {
      Query: { stocked: () => [{ id: 'b1' }, { id: 'f2' }], version: () => '1' },
      Item: {
        __resolveReference: ({ id }: { id: string }) => {
          if (id === 'f2')
            throw new GraphQLError('stock of f2 unknown', { extensions: { code: 'NO_STOCK' } });
          return { id };
        },
        inStock: ({ id }: { id: string }) => id !== 'b2',
      },
      Shelf: {
        __resolveReference: (reference: object) => reference,
        capacity: ({ aisle, row }: { aisle: { number: number }; row: number }) => aisle.number * 10 + row,
        note: (_: unknown, { lang }: { lang: string }) => `note ${lang}`,
      },
      Mutation: { restock: (_: unknown, { id }: { id: string }) => ({ id }) },
    },
  );
}

function reviews() {
  return serveSubgraph(
    'reviews',
    `
    type Book @key(fields: "id") { id: ID! reviews(first: Int = 2): [Review!]! title: String @external
      summary: String @requires(fields: "title author { name born { year } }") author: Person @external }
    type Film @key(fields: "id") { id: ID! reviews(first: Int = 2): [Review!]! }
    type Review { id: ID! stars: Int text: String by: Person @provides(fields: "name") on: Reviewed }
    union Reviewed = Book | Film
    type Person @key(fields: "id") { id: ID! name: String @external reviewCount: Int born: Born @external }
    type Born @external { year: Int }
    type Query { latest: [Review] topReviewed: Reviewed }
  `,
    {
      Query: {
        latest: () => [review('b1', 1), null, review('f1', 2)],
        topReviewed: () => ({ __typename: 'Film', id: 'f1' }),
      },
      Book: {
        __resolveReference: (reference: object) => reference,
        reviews: ({ id }: { id: string }, { first }: { first: number }) =>
          [1, 2, 3].slice(0, first).map((number) => review(id, number)),
        summary: (book: { title: string; author?: { name?: string; born?: { year: number } } }) =>
          `${book.title} by ${book.author?.name} (${book.author?.born?.year})`,
      },
      Film: {
        __resolveReference: (reference: object) => reference,
        reviews: ({ id }: { id: string }, { first }: { first: number }) =>
          [1, 2, 3].slice(0, first).map((number) => review(id, number)),
      },
      Reviewed: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Person: {
        __resolveReference: (reference: object) => reference,
        reviewCount: ({ id }: { id: string }) => id.length,
      },
    },
  );

  function review(id: string, number: number) {
    return {
      id: `${id}-${number}`,
      stars: number,
      text: number === 2 ? null : `text ${number}`,
      by: number === 3 ? null : { id: `p${number}`, name: `provided p${number}` },
      on: { __typename: id.startsWith('b') ? 'Book' : 'Film', id },
    };
  }
}

function pricing() {
  return serveSubgraph(
    'pricing',
    `
    type Book @key(fields: "id") { id: ID! dims: Dims @external label(prefix: String, upper: Boolean = false): String @external
      price(currency: Currency! = GBP): Float shipping: Int @requires(fields: "dims { w h }")
      tag: String @requires(fields: "label(prefix: \\"P-\\", upper: true)") }
    type Film @key(fields: "id") { id: ID! price(currency: Currency! = GBP): Float dims: Dims @external
      shipping: Int @requires(fields: "dims { w h }") }
    type Dims @external { w: Int! h: Int! }
    enum Currency { GBP EUR }
    interface Offer { id: ID! percent: Int }
    type Sale implements Offer { id: ID! percent: Int items: [Book!] }
    type Bundle implements Offer { id: ID! percent: Int film: Film cause: String }
    type Query { offers: [Offer!]! offer: Offer }
  `,
    {
      Query: {
        offers: () => [
          { __typename: 'Sale', id: 's1', percent: 10, items: [{ id: 'b1' }, { id: 'b2' }] },
          { __typename: 'Bundle', id: 'u1', percent: null, film: { id: 'f1' }, cause: 'spring' },
          { __typename: 'Bundle', id: 'u2', percent: 5, film: null, cause: null },
        ],
        offer: () => null,
      },
      Offer: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Book: {
        __resolveReference: (reference: object) => reference,
        price: ({ id }: { id: string }, { currency }: { currency: string }) => {
          if (id === 'b2')
            throw new GraphQLError('no price', { extensions: { code: 'NO_PRICE', stacktrace: ['secret'] } });
          return currency === 'GBP' ? 9.5 : 11;
        },
        shipping: ({ dims }: { dims?: { w: number; h: number } }) => dims && dims.w * dims.h,
        tag: ({ label }: { label?: string }) => `tag ${label}`,
      },
      Film: {
        __resolveReference: (reference: object) => reference,
        price: () => 20,
        shipping: ({ dims }: { dims?: { w: number; h: number } | null }) => (dims ? dims.w * dims.h : null),
      },
    },
  );
}

function people() {
  return serveSubgraph(
    'people',
    `
    type Person @key(fields: "id") @key(fields: "email") { id: ID! email: String! name: String @shareable born: Born friends: [Person!] favourite: Item }
    type Born { year: Int }
    type Item @interfaceObject @key(fields: "id") { id: ID! likedBy: [Person!]! }
    type Query { people: [Person!]! me: Person }
    type Mutation { rename(id: ID!, name: String!): Person }
  `,
    {
      Query: { people: () => ['p1', 'p2', 'p3'].map(person), me: () => person('p2') },
      Person: { __resolveReference: ({ id }: { id: string }) => person(id) },
      Item: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        likedBy: ({ id }: { id: string }) => (id === 'b1' ? [person('p1'), person('p2')] : []),
      },
      Mutation: {
        rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...person(id), name }),
      },
    },
  );

  function person(id: string): object {
    const number = Number(id.slice(1));
    return {
      id,
      email: `${id}@example.org`,
      name: `Name ${id}`,
      born: number === 3 ? null : { year: 1900 + number },
      friends: () => (number === 1 ? [person('p2'), person('p3')] : number === 2 ? [] : null),
      favourite: { id: number === 1 ? 'b1' : 'f1' },
    };
  }
}
