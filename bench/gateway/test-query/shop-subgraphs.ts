// The graph that gateways are compared on: accounts, inventory, products and reviews, as the published benchmarks of
// federation gateways describe it (graphql-hive/graphql-gateways-benchmark), with people, things and words of our own.

/** A subgraph: its SDL, and what its fields are. */
export interface ShopSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: Record<string, Record<string, unknown>>;
}

interface Reference {
  readonly [key: string]: unknown;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])';

const users = ['Ada', 'Bea', 'Cal', 'Dee', 'Eve', 'Fay'].map((name, index) => ({
  id: String(index + 1),
  name: `${name} Example`,
  username: name.toLowerCase(),
}));
const products = Array.from({ length: 9 }, (_, index) => ({
  upc: String(index + 1),
  name: `Thing number ${index + 1}, of the better kind`,
  price: 100 + index * 137,
  weight: 20 + index * 45,
  inStock: index % 3 !== 0,
}));
/** Each user writes about four things. */
const reviews = users.flatMap(({ id }, user) =>
  Array.from({ length: 4 }, (_, index) => ({
    id: `${id}-${index + 1}`,
    body: `What ${users[user]?.name} thinks of it after ${index + 1} weeks: it does what it says, and no more.`,
    authorId: id,
    upc: String(((user * 2 + index) % products.length) + 1),
  })),
);
type Review = (typeof reviews)[number];

/** Finds a product, a user or another thing by one of its fields; what is not there is a mistake of this benchmark. */
function found<Thing extends object>(things: readonly Thing[], key: keyof Thing, value: unknown): Thing {
  const thing = things.find((one) => one[key] === value);
  if (!thing) throw new Error(`there is no ${String(key)} ${String(value)}`);
  return thing;
}

/** The four subgraphs. */
export const shopSubgraphs: readonly ShopSubgraph[] = [
  {
    name: 'accounts',
    sdl: `${link}
      type Query { me: User user(id: ID!): User users: [User] }
      type User @key(fields: "id") { id: ID! name: String username: String @shareable }`,
    resolvers: {
      Query: {
        me: () => users[0],
        user: (_: unknown, { id }: Reference) => found(users, 'id', id),
        users: () => users,
      },
      User: { __resolveReference: ({ id }: Reference) => found(users, 'id', id) },
    },
  },
  {
    name: 'inventory',
    sdl: `${link}
      type Product @key(fields: "upc") {
        upc: String! weight: Int @external price: Int @external inStock: Boolean
        shippingEstimate: Int @requires(fields: "price weight")
      }`,
    resolvers: {
      Product: {
        __resolveReference: (reference: Reference) => ({
          ...found(products, 'upc', reference['upc']),
          ...reference,
        }),
        shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
          price > 1_000 ? 0 : Math.round(weight / 2),
      },
    },
  },
  {
    name: 'products',
    sdl: `${link}
      type Query { topProducts(first: Int = 5): [Product] }
      type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    resolvers: {
      Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
      Product: { __resolveReference: ({ upc }: Reference) => found(products, 'upc', upc) },
    },
  },
  {
    name: 'reviews',
    sdl: `${link}
      type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
      type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
      type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    resolvers: {
      Review: {
        __resolveReference: ({ id }: Reference) => found(reviews, 'id', id),
        author: ({ authorId }: Review) => found(users, 'id', authorId),
        product: ({ upc }: Review) => ({ upc }),
      },
      User: {
        __resolveReference: ({ id }: Reference) => found(users, 'id', id),
        reviews: ({ id }: Reference) => reviews.filter(({ authorId }) => authorId === id),
      },
      Product: {
        __resolveReference: (reference: Reference) => reference,
        reviews: ({ upc }: Reference) => reviews.filter((review) => review.upc === upc),
      },
    },
  },
];

/** The operation that gateways are compared by: users and products, their reviews, and twice more of each below. */
export const testQuery = `
  query TestQuery {
    users {
      ...Person
      reviews { ...Opinion product { ...Thing reviews { ...Opinion author { ...Person reviews { ...Opinion product { ...Thing } } } } } }
    }
    topProducts(first: 5) {
      ...Thing
      reviews { ...Opinion author { ...Person reviews { ...Opinion product { ...Thing } } } }
    }
  }
  fragment Person on User { id username name }
  fragment Opinion on Review { id body }
  fragment Thing on Product { inStock name price shippingEstimate upc weight }
`;
