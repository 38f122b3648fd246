import type { AuditSuite } from '../support/audit-suite.ts';

/** `@provides`: nested, of interfaces and unions, and of no more than is asked for. */
export const provides: readonly AuditSuite[] = [
  {
    name: 'nested-provides: what is provided lies two levels below',
    subgraphs: {
      all: {
        sdl: `
          type Query { goods: [Good] @provides(fields: "groups { id name }") }
          type Good @key(fields: "id") { id: ID! groups: [Group] @external }
          type Group @key(fields: "id") { id: ID! name: String @external }
        `,
        root: { goods: [{ id: 'g1', groups: [{ id: 'c1', name: 'Tools' }] }] },
      },
      groups: {
        sdl: `
          type Good @key(fields: "id") { id: ID! groups: [Group] @shareable }
          type Group @key(fields: "id") { id: ID! name: String @shareable }
        `,
        records: {
          Good: [{ id: 'g1', groups: [{ id: 'c1' }] }],
          Group: [
            { id: 'c1', name: 'Tools' },
            { id: 'c2', name: 'Saws' },
          ],
        },
      },
      parts: {
        sdl: `
          type Query { good: Good @provides(fields: "groups { parts { id } }") }
          type Good @key(fields: "id") { id: ID! groups: [Group] @external }
          type Group @key(fields: "id") { id: ID! parts: [Group] }
        `,
        root: { good: { id: 'g1', groups: [{ id: 'c1' }] } },
        records: { Group: [{ id: 'c1', parts: [{ id: 'c2' }] }] },
      },
    },
    cases: [
      {
        query: '{ goods { id groups { id name } } }',
        data: { goods: [{ id: 'g1', groups: [{ id: 'c1', name: 'Tools' }] }] },
      },
      {
        query: '{ good { id groups { id name parts { id name } } } }',
        data: {
          good: { id: 'g1', groups: [{ id: 'c1', name: 'Tools', parts: [{ id: 'c2', name: 'Saws' }] }] },
        },
      },
    ],
  },
  {
    name: 'provides-on-interface: an interface’s field is provided for its types',
    subgraphs: {
      films: {
        sdl: `
          interface Media { id: ID! }
          interface Animal { id: ID! }
          type Book implements Media @key(fields: "id") { id: ID! @shareable animals: [Animal] @shareable }
          type Dog implements Animal @key(fields: "id") { id: ID! name: String @external }
          type Query { media: Media @shareable book: Book @provides(fields: "animals { ... on Dog { name } }") }
        `,
        root: {
          media: { __typename: 'Book', id: 'b1' },
          book: {
            id: 'b1',
            animals: [{ __typename: 'Dog', id: 'a1', name: 'Rex' }],
          },
        },
      },
      media: {
        sdl: `
          type Query { media: Media @shareable @provides(fields: "animals { name }") }
          interface Media { id: ID! animals: [Animal] }
          interface Animal { id: ID! name: String }
          type Book implements Media @key(fields: "id") { id: ID! @shareable animals: [Animal] @external }
          type Dog implements Animal @key(fields: "id") { id: ID! name: String @external }
          type Cat implements Animal @key(fields: "id") { id: ID! name: String @external }
        `,
        root: {
          media: {
            __typename: 'Book',
            id: 'b1',
            animals: [
              { __typename: 'Dog', id: 'a1', name: 'Rex' },
              { __typename: 'Cat', id: 'a2', name: 'Tom' },
            ],
          },
        },
        records: { Book: [{ id: 'b1' }] },
      },
      animals: {
        sdl: `
          interface Media { id: ID! animals: [Animal] }
          interface Animal { id: ID! name: String age: Int }
          type Book implements Media @key(fields: "id") { id: ID! animals: [Animal] @shareable }
          type Dog implements Animal @key(fields: "id") { id: ID! name: String @shareable age: Int }
          type Cat implements Animal @key(fields: "id") { id: ID! name: String @shareable age: Int }
        `,
        records: {
          Book: [
            {
              id: 'b1',
              animals: [
                { __typename: 'Dog', id: 'a1' },
                { __typename: 'Cat', id: 'a2' },
              ],
            },
          ],
          Dog: [{ id: 'a1', name: 'Rex', age: 4 }],
          Cat: [{ id: 'a2', name: 'Tom', age: 9 }],
        },
      },
    },
    cases: [
      {
        query: '{ media { id animals { id name } } }',
        data: {
          media: {
            id: 'b1',
            animals: [
              { id: 'a1', name: 'Rex' },
              { id: 'a2', name: 'Tom' },
            ],
          },
        },
      },
      {
        query: '{ book { id animals { ... on Dog { id name } } } }',
        data: { book: { id: 'b1', animals: [{ id: 'a1', name: 'Rex' }] } },
      },
    ],
  },
  {
    name: 'provides-on-union: a union’s member is provided',
    subgraphs: {
      shelf: {
        sdl: `
          type Query { media: [Media] @shareable @provides(fields: "... on Book { title }") }
          union Media = Book | Film
          type Book @key(fields: "id") { id: ID! title: String @external }
          type Film @key(fields: "id") { id: ID! }
        `,
        root: {
          media: [
            { __typename: 'Book', id: 'b1', title: 'Walden' },
            { __typename: 'Film', id: 'f1' },
          ],
        },
      },
      titles: {
        sdl: `
          type Book @key(fields: "id") { id: ID! title: String @shareable pages: Int }
          type Film @key(fields: "id") { id: ID! title: String @shareable minutes: Int }
        `,
        records: {
          Book: [{ id: 'b1', title: 'Walden', pages: 352 }],
          Film: [{ id: 'f1', title: 'Metropolis', minutes: 153 }],
        },
      },
    },
    cases: [
      {
        query: '{ media { ... on Book { id title } ... on Film { id } } }',
        data: { media: [{ id: 'b1', title: 'Walden' }, { id: 'f1' }] },
      },
      {
        query: '{ media { __typename ... on Book { title pages } ... on Film { title minutes } } }',
        data: {
          media: [
            { __typename: 'Book', title: 'Walden', pages: 352 },
            { __typename: 'Film', title: 'Metropolis', minutes: 153 },
          ],
        },
      },
    ],
  },
  {
    name: 'provides-only-requested-fields: what is provided and not asked for is not fetched elsewhere',
    subgraphs: {
      entries: {
        sdl: `
          type Query { entry: Entry }
          type Entry @key(fields: "id") { id: ID! owner: Owner @provides(fields: "email label") }
          type Owner @key(fields: "id") { id: ID! email: String @external label: String @external }
        `,
        root: { entry: { id: 'e1', owner: { id: 'o1', email: 'o@example.org', label: 'Owner 1' } } },
      },
      owners: {
        sdl: `type Owner @key(fields: "id") { id: ID! email: String @shareable label: String @shareable phone: String }`,
        records: { Owner: [{ id: 'o1', email: 'o@example.org', label: 'Owner 1', phone: '0113' }] },
      },
    },
    cases: [
      { query: '{ entry { owner { label } } }', data: { entry: { owner: { label: 'Owner 1' } } } },
      {
        query: '{ entry { owner { email label phone } } }',
        data: { entry: { owner: { email: 'o@example.org', label: 'Owner 1', phone: '0113' } } },
      },
      { query: '{ entry { owner { phone } } }', data: { entry: { owner: { phone: '0113' } } } },
    ],
  },
];
