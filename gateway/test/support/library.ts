import { GraphQLError, type GraphQLFieldResolver, type GraphQLTypeResolver } from 'graphql';

/**
 * A fixture whose data follow from a seed: which values are null, which fail. The same function answers in the subgraphs
 * and, without federation, over the merged schema; so what a gateway should answer is known for every operation.
 *
 * It has what makes names and conditions meet: entities with nested keys, `@requires` of nested fields, with and without
 * arguments, beside plain fields, `@provides`, an interface with an `@interfaceObject`, a union, lists. No non-null field of
 * the interface object fails: the planner asks it for all types what is selected on one, so such a failure costs the others
 * their entity, which graphql-js would not do.
 */
export const librarySdl: Readonly<Record<string, string>> = {
  catalogue: `
    interface Item @key(fields: "id") { id: ID! name: String size: Int! owner: Person ref: Ref }
    type Book implements Item @key(fields: "id") {
      id: ID! name: String size: Int! owner: Person ref: Ref
      pages(last: Int = 2): [Page!] label(prefix: String): String sequel: Book
    }
    type Film implements Item @key(fields: "id") {
      id: ID! name: String size: Int! owner: Person ref: Ref minutes: Int cast: [Person]
    }
    type Ref @shareable { id: ID! other: String }
    type Page { number(times: Int = 1): Int! text: String }
    type Person @key(fields: "ref { id }") { ref: Ref! name: String @shareable }
    union Found = Book | Film | Person
    type Query { items: [Item] item(id: ID!): Item books: [Book!]! found: [Found!]! person: Person version: String! }
    type Mutation { touch(id: ID!): Item first: String last: Book }
  `,
  extras: `
    type Book @key(fields: "id") {
      id: ID! name: String @external size: Int! @external ref: Ref @external
      label(prefix: String): String @external pages(last: Int = 2): [Page!] @external
      plain: String
      title: String @requires(fields: "name size")
      code(prefix: String): String @requires(fields: "ref { id }")
      tag: String @requires(fields: "label(prefix: \\"P\\") pages(last: 3) { number(times: 2) }")
      alike: [Book!] @requires(fields: "ref { other }")
    }
    type Film @key(fields: "id") {
      id: ID! name: String @external minutes: Int @external title: String @requires(fields: "name minutes") plain: String
    }
    type Ref @shareable { id: ID! other: String }
    type Page @external { number(times: Int = 1): Int! }
    type Person @key(fields: "ref { id }") { ref: Ref! score: Int friends: [Person!] best: Book }
    type Query { plainBook: Book everyone: [Person!]! }
    type Mutation { note: Person }
  `,
  votes: `
    type Item @interfaceObject @key(fields: "id") { id: ID! stars: Int! votes(first: Int = 2): [Vote!] opinion: Vote }
    type Vote { id: ID! weight: Int! by: Person @provides(fields: "name") on: Item }
    type Ref @shareable { id: ID! other: String }
    type Person @key(fields: "ref { id }") { ref: Ref! name: String @external }
    type Query { top: [Item!]! latest: Vote }
  `,
};

/** What a run's data are like. Seed 0 has neither nulls nor failures. */
export interface LibraryData {
  seed: number;
}

type Args = Readonly<Record<string, unknown>>;

/** An object as its subgraph knows it; any other source of a resolver is a representation that the gateway sent. */
class Known {
  readonly type: string;
  readonly id: string;

  constructor(id: string, type = typeOf(id)) {
    this.type = type;
    this.id = id;
  }
}

/** Resolvers for all fields, of the subgraphs and of the merged schema alike. */
export function libraryResolvers(data: LibraryData): {
  readonly fieldResolver: GraphQLFieldResolver<unknown, unknown>;
  readonly typeResolver: GraphQLTypeResolver<unknown, unknown>;
} {
  return {
    fieldResolver: (source, args, _context, { parentType, fieldName }) =>
      resolve(data, parentType.name, fieldName, source, args),
    typeResolver: (value) => typeOf((value as Known).id),
  };
}

/** Resolvers that a subgraph needs besides {@link libraryResolvers}. */
export function subgraphResolvers(name: string): Record<string, unknown> {
  if (name !== 'catalogue') return {};
  const __resolveReference = ({ id }: { id: string }) => new Known(id);
  return { Item: { __resolveReference, __resolveType: ({ id }: Known) => typeOf(id) } };
}

function resolve(data: LibraryData, type: string, field: string, source: unknown, args: Args): unknown {
  const id = identityOf(type, source);
  /** What a `@requires` needs: as the gateway sent it, or over the merged schema as the field itself has it. */
  const required = (name: string, of: Args = {}): unknown =>
    source instanceof Known ? orNull(() => fated(data, type, name, id, of)) : (source as Args)[name];
  switch (`${type}.${field}`) {
    case 'Book.title':
      return fated(data, type, field, id, args, () => `${required('name')}/${required('size')}`);
    case 'Film.title':
      return fated(data, type, field, id, args, () => `${required('name')}/${required('minutes')}`);
    case 'Book.code':
      return fated(
        data,
        type,
        field,
        id,
        args,
        () => `${args['prefix']}:${within(data, required('ref'), 'id')}`,
      );
    case 'Book.alike':
      return fated(data, type, field, id, args, () =>
        within(data, required('ref'), 'other') === null ? [] : all('b3', 'b1'),
      );
    case 'Book.tag':
      return fated(data, type, field, id, args, () => {
        const pages = required('pages', { last: 3 }) as readonly unknown[] | null;
        const numbers = pages?.map((page) => within(data, page, 'number', { times: 2 }));
        return `${required('label', { prefix: 'P' })}/${numbers}`;
      });
    default:
      return fated(data, type, field, id, args);
  }
}

/** A field of a required object. */
function within(data: LibraryData, object: unknown, field: string, args: Args = {}): unknown {
  if (object === null) return null;
  if (!(object instanceof Known)) return (object as Args)[field];
  return orNull(() => fated(data, object.type, field, object.id, args));
}

function identityOf(type: string, source: unknown): string {
  if (source === undefined) return '';
  if (source instanceof Known) return source.id;
  const { id, ref } = source as { id?: string; ref?: { id: string } };
  return type === 'Person' ? String(ref?.id).slice('ref-'.length) : String(id);
}

/** Fields that have a value whatever the seed: keys, and what may not be null, but for one that fails nevertheless. */
const certain: ReadonlySet<string> = new Set(
  'id ref size items books found version everyone top number stars votes'.split(' '),
);

/** A field's value, unless the seed lets it be null or fail. */
function fated(
  { seed }: LibraryData,
  type: string,
  field: string,
  id: string,
  args: Args,
  value: () => unknown = () => plainValue(type, field, id, args),
): unknown {
  if (seed !== 0 && !certain.has(field)) {
    // The subgraph of an interface object does not know the type.
    const owner = field === 'opinion' ? 'Item' : type;
    const fate = hash(`${seed} ${owner}.${field} ${id} ${JSON.stringify(args)}`) % 12;
    if (fate === 0) return null;
    if (fate === 1) throw new GraphQLError(`${owner}.${field} failed`, { extensions: { code: 'FATE' } });
  }
  return value();
}

function plainValue(type: string, field: string, id: string, args: Args): unknown {
  const number = Number(/\d/.exec(id)?.[0] ?? 0);
  const next = (number % 3) + 1;
  switch (field) {
    case 'id':
      return type === 'Ref' ? `ref-${id}` : id;
    case 'ref':
      return new Known(id, 'Ref');
    case 'owner':
    case 'person':
    case 'by':
    case 'note':
      return new Known(`p${next}`);
    case 'friends':
    case 'cast':
      return all(`p${next}`, `p${(next % 3) + 1}`);
    case 'everyone':
      return all('p1', 'p2', 'p3');
    case 'books':
      return all('b1', 'b2', 'b3');
    case 'items':
      return all('b1', 'b2', 'b3', 'f1', 'f2', 'b1');
    case 'top':
      return all('b1', 'f2', 'b2').map(({ id }) => new Known(id, 'Item'));
    case 'found':
      return all('f1', 'p2', 'b2');
    case 'item':
    case 'touch':
      return new Known(/^[bf][1-3]$/.test(String(args['id'])) ? String(args['id']) : 'f1');
    case 'last':
    case 'plainBook':
      return new Known('b2');
    case 'sequel':
      return new Known('b3');
    case 'best':
      return new Known(`b${next}`);
    case 'latest':
      return new Known('f1-1', 'Vote');
    case 'opinion':
      return new Known(`${id}-9`, 'Vote');
    case 'votes':
      return times(args['first'], (index) => new Known(`${id}-${index}`, 'Vote'));
    case 'on':
      return new Known(id.slice(0, 2), 'Item');
    case 'pages':
      return times(args['last'], (index) => new Known(`${id}.${index}`, 'Page'));
    case 'number':
      return number * Number(args['times']);
    case 'size':
    case 'stars':
    case 'minutes':
    case 'score':
    case 'weight':
      return number * 10 + field.length;
    default:
      return `${type}.${field} of ${id} ${JSON.stringify(args)}`;
  }
}

function typeOf(id: string): string {
  return id.startsWith('b') ? 'Book' : id.startsWith('p') ? 'Person' : 'Film';
}

function all(...ids: string[]): Known[] {
  return ids.map((id) => new Known(id));
}

function times<Item>(count: unknown, of: (number: number) => Item): Item[] {
  return Array.from({ length: Number(count) }, (_, index) => of(index + 1));
}

function orNull(of: () => unknown): unknown {
  try {
    return of() ?? null;
  } catch {
    return null;
  }
}

function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 16777619);
  return (value ^ (value >>> 13)) >>> 0;
}
