import { type AuditSuite, needs } from '../support/audit-suite.ts';

/** Keys: which of several, which of them resolvable, nested ones, null ones, those of a parent. */
export const keys: readonly AuditSuite[] = [
  {
    name: 'keys-mashup: each subgraph resolves a type by another one of its many keys',
    subgraphs: {
      register: {
        sdl: `
          type Site @key(fields: "code", resolvable: true) @key(fields: "uprn", resolvable: false)
            @key(fields: "grid { east north }", resolvable: false) @key(fields: "code grid { north sheet }", resolvable: false)
          { code: ID! uprn: ID! grid: Grid! title: String! }
          type Grid { east: Int! north: Int! sheet: String! }
        `,
        records: {
          Site: [{ code: 's1', uprn: 'u1', grid: { east: 1, north: 2, sheet: 'TQ' }, title: 'Old mill' }],
        },
      },
      visits: {
        sdl: `
          type Query { tour: Tour }
          type Tour @key(fields: "id") { id: ID! stops: [Site!]! }
          type Site @key(fields: "grid { east north }", resolvable: false) @key(fields: "code grid { north sheet }", resolvable: true)
            @key(fields: "uprn", resolvable: false) @key(fields: "code", resolvable: false)
          { code: ID! uprn: ID! grid: Grid! title: String! @external sign: String! @requires(fields: "title") }
          type Grid { east: Int! north: Int! sheet: String! }
        `,
        root: { tour: { id: 't1', stops: [{ code: 's1' }] } },
        records: {
          Site: [{ code: 's1', uprn: 'u1', grid: { east: 1, north: 2, sheet: 'TQ' }, sign: needs('title') }],
        },
      },
    },
    cases: [
      {
        query: '{ tour { id stops { code title sign } } }',
        data: { tour: { id: 't1', stops: [{ code: 's1', title: 'Old mill', sign: 'title="Old mill"' }] } },
      },
    ],
  },
  {
    name: 'simple-entity-call: one entity, the rest of it elsewhere',
    subgraphs: {
      desk: {
        sdl: `type Query { caller: Person } type Person @key(fields: "id") { id: ID! post: String @shareable }`,
        root: { caller: { id: 'p1' } },
        records: { Person: [{ id: 'p1', post: 'post-7' }] },
      },
      directory: {
        sdl: `type Person @key(fields: "post") { post: String @shareable nickname: String }`,
        records: { Person: [{ post: 'post-7', nickname: 'Sam' }] },
      },
    },
    cases: [{ query: '{ caller { id nickname } }', data: { caller: { id: 'p1', nickname: 'Sam' } } }],
  },
  {
    name: 'complex-entity-call: keys of lists within lists, over four subgraphs',
    subgraphs: {
      goods: {
        sdl: `
          type Query { best: Shelf }
          type Shelf @key(fields: "goods { id }") { goods: [Good!]! }
          type Good @extends @key(fields: "id") { id: String! @external group: Group @shareable }
          type Group @key(fields: "id") { id: String! label: String }
        `,
        root: { best: { goods: [{ id: 'g1' }, { id: 'g2' }] } },
        records: {
          Shelf: [{ goods: [{ id: 'g1' }, { id: 'g2' }] }],
          Good: [
            { id: 'g1', group: { id: 'c1' } },
            { id: 'g2', group: { id: 'c2' } },
          ],
          Group: [
            { id: 'c1', label: 'Tools' },
            { id: 'c2', label: 'Seeds' },
          ],
        },
      },
      links: {
        sdl: `type Good @key(fields: "id") @key(fields: "id sku") { id: String! sku: String! }`,
        records: {
          Good: [
            { id: 'g1', sku: 'k1' },
            { id: 'g2', sku: 'k2' },
          ],
        },
      },
      picks: {
        sdl: `
          type Shelf @key(fields: "goods { id sku }") { goods: [Good!]! first: Good chosen: Good @shareable }
          type Good @key(fields: "id sku") { id: String! sku: String! }
        `,
        records: {
          Shelf: [
            {
              goods: [
                { id: 'g1', sku: 'k1' },
                { id: 'g2', sku: 'k2' },
              ],
              first: { id: 'g1', sku: 'k1' },
              chosen: { id: 'g2', sku: 'k2' },
            },
          ],
        },
      },
      prices: {
        sdl: `
          type Shelf @key(fields: "goods { id sku group { id mark } } chosen { id }") {
            goods: [Good!]! chosen: Good @shareable
          }
          type Good @key(fields: "id sku group { id mark }") { id: String! sku: String! price: Price group: Group @shareable }
          type Group @key(fields: "id mark") { id: String! mark: String @shareable }
          type Price { amount: Float! }
        `,
        records: {
          Good: [
            { id: 'g1', sku: 'k1', group: { id: 'c1', mark: 'm1' }, price: { amount: 1.5 } },
            { id: 'g2', sku: 'k2', group: { id: 'c2', mark: 'm2' }, price: { amount: 2.5 } },
          ],
        },
      },
      marks: {
        sdl: `type Group @key(fields: "id") { id: String! mark: String @shareable }`,
        records: {
          Group: [
            { id: 'c1', mark: 'm1' },
            { id: 'c2', mark: 'm2' },
          ],
        },
      },
    },
    cases: [
      {
        query:
          '{ best { goods { id sku group { id label mark } price { amount } } chosen { id } first { id } } }',
        data: {
          best: {
            goods: [
              {
                id: 'g1',
                sku: 'k1',
                group: { id: 'c1', label: 'Tools', mark: 'm1' },
                price: { amount: 1.5 },
              },
              {
                id: 'g2',
                sku: 'k2',
                group: { id: 'c2', label: 'Seeds', mark: 'm2' },
                price: { amount: 2.5 },
              },
            ],
            chosen: { id: 'g2' },
            first: { id: 'g1' },
          },
        },
      },
    ],
  },
  {
    name: 'parent-entity-call: what has no key is fetched by its parent',
    subgraphs: {
      list: {
        sdl: `
          type Query { items: [Item!] }
          type Item @key(fields: "id ref") { id: ID! ref: ID! }
        `,
        root: {
          items: [
            { id: 'i1', ref: 'r1' },
            { id: 'i2', ref: 'r2' },
          ],
        },
      },
      kinds: {
        sdl: `type Item @key(fields: "id ref") { id: ID! ref: ID! kind: Kind @shareable } type Kind { count: Int @shareable }`,
        records: {
          Item: [
            { id: 'i1', ref: 'r1', kind: { count: 3 } },
            { id: 'i2', ref: 'r2', kind: { count: 4 } },
          ],
        },
      },
      words: {
        sdl: `type Item @key(fields: "id") { id: ID! kind: Kind @shareable } type Kind { word: String @shareable }`,
        records: {
          Item: [
            { id: 'i1', kind: { word: 'tall' } },
            { id: 'i2', kind: { word: null } },
          ],
        },
      },
    },
    cases: [
      {
        query: '{ items { id kind { count word } } }',
        data: {
          items: [
            { id: 'i1', kind: { count: 3, word: 'tall' } },
            { id: 'i2', kind: { count: 4, word: null } },
          ],
        },
      },
    ],
  },
  {
    name: 'parent-entity-call-complex: the parent stands two steps above',
    subgraphs: {
      numbers: {
        sdl: `
          type Item @key(fields: "id") { id: ID! @external kind: Kind @shareable }
          type Kind { details: Details @shareable }
          type Details { count: Int }
        `,
        records: { Item: [{ id: 'i1', kind: { details: { count: 12 } } }] },
      },
      names: {
        sdl: `
          type Item @key(fields: "id") { id: ID! kind: Kind @shareable }
          type Kind { details: Details @shareable }
          type Details { note: String }
        `,
        records: { Item: [{ id: 'i1', kind: { details: { note: 'spare' } } }] },
      },
      kinds: {
        sdl: `
          type Item @key(fields: "id") { id: ID! kind: Kind @shareable }
          type Kind @key(fields: "id") { id: ID! name: String }
        `,
        records: { Item: [{ id: 'i1', kind: { id: 'k1' } }], Kind: [{ id: 'k1', name: 'Kind 1' }] },
      },
      entry: {
        sdl: `
          type Query { itemByD(id: ID!): Item }
          type Item @key(fields: "id") { id: ID! label: String }
        `,
        root: { itemByD: ({ id }: { id?: unknown }) => ({ id }) },
        records: { Item: [{ id: 'i1', label: 'Item 1' }] },
      },
    },
    cases: [
      {
        query: '{ itemByD(id: "i1") { id label kind { id name details { note count } } } }',
        data: {
          itemByD: {
            id: 'i1',
            label: 'Item 1',
            kind: { id: 'k1', name: 'Kind 1', details: { note: 'spare', count: 12 } },
          },
        },
      },
    ],
  },
  {
    name: 'null-keys: a key that is null finds no entity, and costs no other',
    subgraphs: {
      shelves: {
        sdl: `
          type Query { holders: [Holder] }
          type Holder { book: Book }
          type Book @key(fields: "isbn") { isbn: ID! }
        `,
        root: {
          holders: [{ book: { isbn: 'b1' } }, { book: { isbn: 'b2' } }, { book: { isbn: 'b3' } }],
        },
      },
      numbers: {
        sdl: `type Book @key(fields: "isbn") @key(fields: "number") { isbn: ID! number: ID @shareable }`,
        records: {
          Book: [
            { isbn: 'b1', number: 'n1' },
            { isbn: 'b2', number: null },
            { isbn: 'b3', number: 'n3' },
          ],
        },
      },
      authors: {
        sdl: `type Book @key(fields: "number") { number: ID @shareable author: Author } type Author { name: String }`,
        records: {
          Book: [
            { number: 'n1', author: { name: 'Ada' } },
            { number: 'n3', author: { name: 'Cy' } },
          ],
        },
      },
    },
    cases: [
      {
        query: '{ holders { book { isbn author { name } } } }',
        data: {
          holders: [
            { book: { isbn: 'b1', author: { name: 'Ada' } } },
            { book: { isbn: 'b2', author: null } },
            { book: { isbn: 'b3', author: { name: 'Cy' } } },
          ],
        },
      },
    ],
  },
  {
    name: 'i-will-name-you-later: a key that leads back to where one came from',
    subgraphs: {
      people: {
        sdl: `
          type Query { people: [Person!]! }
          type Person @key(fields: "id") @key(fields: "id team { id }") { id: ID! team: Team name: String }
          type Team @key(fields: "id") { id: ID! }
        `,
        root: { people: [{ id: 'p1' }, { id: 'p2' }] },
        records: {
          Person: [
            { id: 'p1', name: 'Ann', team: { id: 't1' } },
            { id: 'p2', name: 'Bob', team: { id: 't2' } },
          ],
        },
      },
      teams: {
        sdl: `
          type Person @key(fields: "id team { id }") { id: ID! team: Team @external seat: String }
          type Team @key(fields: "id") { id: ID! title: String lead: Person }
        `,
        records: {
          Person: [
            { id: 'p1', team: { id: 't1' }, seat: '1-1' },
            { id: 'p2', team: { id: 't2' }, seat: '2-2' },
          ],
          Team: [
            { id: 't1', title: 'Red', lead: { id: 'p2', team: { id: 't2' } } },
            { id: 't2', title: 'Blue', lead: { id: 'p2', team: { id: 't2' } } },
          ],
        },
      },
    },
    cases: [
      { query: '{ people { seat } }', data: { people: [{ seat: '1-1' }, { seat: '2-2' }] } },
      {
        query: '{ people { name seat team { title } } }',
        data: {
          people: [
            { name: 'Ann', seat: '1-1', team: { title: 'Red' } },
            { name: 'Bob', seat: '2-2', team: { title: 'Blue' } },
          ],
        },
      },
      {
        query: '{ people { team { lead { name seat team { lead { id } } } } } }',
        data: {
          people: [
            { team: { lead: { name: 'Bob', seat: '2-2', team: { lead: { id: 'p2' } } } } },
            { team: { lead: { name: 'Bob', seat: '2-2', team: { lead: { id: 'p2' } } } } },
          ],
        },
      },
    ],
  },
];
