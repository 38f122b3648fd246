/** An operation over the shop fixture. */
export interface ShopOperation {
  readonly name: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** Our errors say more than the reference's. */
  readonly errorsDiffer?: boolean;
}

/** Operations that between them use every feature of the shop's supergraph. */
export const operations: readonly ShopOperation[] = [
  { name: 'typename only', query: '{ __typename t: __typename }' },
  { name: 'plain fields', query: '{ version json }' },
  { name: 'aliases', query: '{ a: version b: version item: book(id: "b1") { x: title y: title id } }' },
  { name: 'alias that shadows another field', query: '{ book(id: "b1") { title: id id: title } }' },
  { name: 'interface', query: '{ items { id title __typename } }' },
  {
    name: 'inline fragments on an interface',
    query: '{ items { ... on Film { minutes directors { name } } ... on Book { author { name } } title } }',
  },
  {
    name: 'nested fragments on abstract types',
    query: `{ items { ...I } } fragment I on Item { ... on Item { id ...B } } fragment B on Book { author { ...P } }
      fragment P on Person { name born { year } }`,
  },
  { name: 'null in a non-null field of a subgraph', query: '{ items { ... on Book { pages } } }' },
  { name: 'inaccessible enum value', query: '{ items { id genre } }' },
  {
    name: 'enum and input arguments',
    query: '{ items(filter: { genre: SCIENCE, titles: ["Graphs"] }) { id genre } }',
  },
  {
    name: 'enum and input variables',
    query: 'query Q($f: Filter) { items(filter: $f) { id genre } }',
    variables: { f: { genre: 'DRAMA' } },
  },
  {
    name: 'inaccessible enum value as a variable',
    query: 'query Q($f: Filter) { items(filter: $f) { id } }',
    variables: { f: { genre: 'SECRET' } },
  },
  { name: 'missing variable', query: 'query Q($id: ID!) { book(id: $id) { id } }' },
  {
    name: 'union with lists of nulls',
    query: '{ search(text: "s") { __typename ... on Item { id title } ... on Shelf { row } } }',
  },
  { name: 'compound key', query: '{ shelf { capacity row aisle { number } } }' },
  { name: 'compound key without its fields selected', query: '{ shelf { note(lang: "cy") other: note } }' },
  { name: 'list of lists', query: '{ shelf { grid { id title } } }' },
  { name: 'list of lists of interface objects', query: '{ shelf { grid { id inStock __typename } } }' },
  {
    name: 'interface object field',
    query: '{ item(id: "b1") { inStock likedBy { name } __typename } }',
  },
  {
    name: 'interface object from its own subgraph',
    query: '{ stocked { id title __typename ... on Book { author { name } } } }',
  },
  { name: 'interface object with errors in entities', query: '{ items { id inStock } }', errorsDiffer: true },
  { name: 'interface object under an alias', query: '{ stocked { kind: __typename id } }' },
  {
    name: 'interface object behind an entity',
    query: '{ people { favourite { id title likedBy { id } ... on Film { minutes } } } }',
  },
  { name: 'requires', query: '{ books { id shipping } }' },
  { name: 'requires across two subgraphs', query: '{ books { id summary } }' },
  { name: 'requires with arguments', query: '{ book(id: "b1") { tag } }' },
  { name: 'requires of null', query: '{ items { ... on Film { id shipping } } }' },
  { name: 'provides', query: '{ latest { by { name } stars } }' },
  {
    name: 'provides and beyond',
    query:
      '{ latest { by { name email friends { name } } on { ... on Book { title } ... on Film { title minutes } } } }',
  },
  {
    name: 'union of entities',
    query: '{ topReviewed { __typename ... on Film { title directors { name email } } } }',
  },
  { name: 'null elements', query: '{ books { title reviews { id } } }' },
  {
    name: 'deep path over lists',
    query:
      '{ items { ... on Film { reviews(first: 3) { by { name reviewCount friends { favourite { title } } } } } } }',
  },
  {
    name: 'offers of two kinds',
    query:
      '{ offers { id percent ... on Sale { items { title } } ... on Bundle { film { title minutes } cause } } offer { id } }',
  },
  { name: 'errors of entities', query: '{ books { id price } }', errorsDiffer: true },
  {
    name: 'errors of entities in offers',
    query: '{ offers { ... on Sale { items { title price(currency: EUR) } } } }',
  },
  { name: 'errors at the root', query: '{ failing { id } version }' },
  { name: 'null in a nested non-null field', query: '{ strict { must nested { must } } }' },
  { name: 'null in a non-null list element', query: '{ strict { list } }' },
  {
    name: 'skip and include with variables',
    query: `query Q($yes: Boolean!, $no: Boolean = false) { books { id title @skip(if: $yes) price @include(if: $no)
      ... on Book @include(if: $yes) { shipping } author @skip(if: $no) { name @include(if: $yes) email @skip(if: $yes) } } }`,
    variables: { yes: true },
  },
  {
    name: 'skip and include the other way',
    query: `query Q($yes: Boolean!, $no: Boolean = false) { books { id title @skip(if: $yes) 
      ... on Book @include(if: $yes) { shipping } author @skip(if: $no) { name @include(if: $yes) email @skip(if: $yes) } } }`,
    variables: { yes: false, no: true },
  },
  {
    name: 'the same field under different conditions',
    query: `query Q($a: Boolean!, $b: Boolean!) { book(id: "b1") { author @include(if: $a) { name } author @include(if: $b) { email } id } }`,
    variables: { a: false, b: true },
  },
  { name: 'everything skipped', query: '{ book(id: "b1") @skip(if: true) { id } }' },
  {
    name: 'constant conditions',
    query: '{ book(id: "b1") { id @include(if: true) title @skip(if: true) } version @include(if: false) }',
  },
  {
    name: 'the same field in several fragments',
    query:
      '{ item(id: "b1") { ... on Book { author { id } } ... on Item { ... on Book { author { name } } } ... on Book { author { email } } } }',
  },
  {
    name: 'mutations in sequence',
    query:
      'mutation { a: add(title: "x") r: rename(id: "p1", name: "New") { name email } restock(id: "b1") { title inStock } }',
  },
  { name: 'mutation that fails', query: 'mutation { fail rename(id: "p2", name: "N") { name } }' },
  {
    name: 'person by key',
    query: '{ me { email name reviewCount friends { id } favourite { __typename id } } }',
  },
  {
    name: 'introspection of a type',
    query: '{ __type(name: "Book") { name fields { name type { kind name ofType { name } } } } version }',
  },
  {
    name: 'introspection with a variable',
    query:
      'query Q($n: String!, $d: Boolean = true) { __type(name: $n) { name enumValues(includeDeprecated: $d) { name } } }',
    variables: { n: 'Genre' },
  },
  {
    name: 'introspection of the schema',
    query: '{ __schema { queryType { name } types { name kind possibleTypes { name } } } }',
  },
  {
    name: 'introspection in a fragment',
    query: 'query { ...F } fragment F on Query { s: __schema { mutationType { name } } books { id } }',
  },
  {
    name: 'several operations without a name',
    query: 'query A { version } query B { version }',
    errorsDiffer: true,
  },
  { name: 'operation that does not exist', query: '{ nothing }' },
  { name: 'syntax error', query: '{ version' },
  {
    name: 'default values',
    query: 'query Q($c: Currency! = EUR) { book(id: "b1") { price(currency: $c) gbp: price } }',
  },
  {
    name: 'explicit null variable',
    query: 'query Q($f: Filter) { items(filter: $f) { id } }',
    variables: { f: null },
  },
  {
    name: 'names of Object.prototype as aliases',
    query: '{ constructor: version toString: books { valueOf: id hasOwnProperty: title } }',
  },
];
