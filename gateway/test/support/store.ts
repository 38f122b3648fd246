import type { AuditSuite, Fields } from './audit-suite.ts';
import { needs } from './audit-suite.ts';

const users = [1, 2, 3].map((id) => ({ id: `u${id}`, name: `Name ${id}`, username: `user-${id}` }));
const products = [1, 2, 3, 4].map((upc) => ({
  upc: `p${upc}`,
  name: `Product ${upc}`,
  price: upc * 10,
  weight: upc,
}));
const reviews = [1, 2, 3, 4, 5, 6, 7].map((id) => ({
  id: `r${id}`,
  body: `Body ${id}`,
  author: { id: `u${(id % 3) + 1}` },
  product: { upc: `p${(id % 4) + 1}` },
}));
const reviewsOf = (field: 'author' | 'product', key: string, value: unknown) =>
  reviews.filter((review) => (review[field] as Fields)[key] === value);

/** A shop in the shape that benchmarks of gateways have: a plan of {@link storeQuery} has many fetches of few subgraphs. */
export const store: AuditSuite = {
  name: 'store',
  subgraphs: {
    accounts: {
      sdl: `
        type Query { users: [User] }
        type User @key(fields: "id") { id: ID! name: String username: String @shareable }
      `,
      root: { users: users.map(({ id }) => ({ id })) },
      records: { User: users },
    },
    products: {
      sdl: `
        type Query { topProducts(first: Int = 3): [Product] }
        type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }
      `,
      root: {
        topProducts: ({ first }: Fields) => products.slice(0, Number(first)).map(({ upc }) => ({ upc })),
      },
      records: { Product: products },
    },
    inventory: {
      sdl: `
        type Product @key(fields: "upc") {
          upc: String! price: Int @external weight: Int @external
          inStock: Boolean shippingEstimate: String @requires(fields: "price weight")
        }
      `,
      records: {
        Product: products.map(({ upc }, index) => ({
          upc,
          inStock: index % 2 === 0,
          shippingEstimate: needs('price', 'weight'),
        })),
      },
    },
    reviews: {
      sdl: `
        type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
        type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
        type Product @key(fields: "upc") { upc: String! reviews: [Review] }
      `,
      records: {
        Review: reviews,
        User: users.map(({ id, username }) => ({ id, username, reviews: reviewsOf('author', 'id', id) })),
        Product: products.map(({ upc }) => ({ upc, reviews: reviewsOf('product', 'upc', upc) })),
      },
    },
  },
  cases: [],
};

/** Asks for users and products that lead to each other over and over. */
export const storeQuery = `
  query TestQuery {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } } }
    topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
`;
