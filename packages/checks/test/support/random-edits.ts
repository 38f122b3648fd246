import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  parseType,
  print,
  type TypeNode,
  visit,
} from 'graphql';

/** A schema in which every kind of thing occurs, so that every kind of edit has something to change. */
export const richSchema = `
type Query {
  search(text: String, kind: Kind = ADULT, where: Where): [Hit!]!
  people(first: Int! = 10, kinds: [Kind!]): [Person!]!
  person(id: ID!): Person
  node(id: ID!): Node
  places: [Place]
}
type Mutation { rename(id: ID!, name: String, where: [Where!]): Person }
interface Node { id: ID! name: String }
interface Place { town(long: Boolean): String }
type Person implements Node { id: ID! name: String kind: Kind! home: Home friends(kind: Kind): [Person!] }
type Prison implements Node & Place { id: ID! name: String town(long: Boolean): String places: Int! kind: Kind }
type Home implements Place { town(long: Boolean): String rooms: Int person: Person }
union Hit = Person | Prison | Home
enum Kind { ADULT YOUNG OLD }
input Where { kind: Kind name: String limit: Int! = 5 inner: Where range: Range }
input Range { from: Int! to: Int }
`;

const outputs = ['String', 'Int', 'ID', 'Kind', 'Person', 'Prison', 'Home', 'Node', 'Place', 'Hit'];
const inputs = ['String', 'Int', 'ID', 'Kind', 'Where', 'Range'];

/** Edits a schema by numbers: each pair chooses an edit and how it is done. The result need not be a valid schema. */
export function editSchema(sdl: string, choices: readonly (readonly [number, number])[]): string {
  return print(choices.reduce((document, [which, how]) => edit(document, which, how), parse(sdl)));
}

type Node =
  | FieldDefinitionNode
  | InputValueDefinitionNode
  | ObjectTypeDefinitionNode
  | InterfaceTypeDefinitionNode
  | InputObjectTypeDefinitionNode;

function edit(document: DocumentNode, which: number, how: number): DocumentNode {
  const names = new Set<string>();
  visit(document, { Name: ({ value }) => void names.add(value) });
  const name = pick([...names], which);
  const remove = <Named extends { readonly name: { readonly value: string } }>(node: Named) =>
    node.name.value === name ? null : undefined;
  let seen = -1;
  const target = how % 7;
  /** Whether it is this node's turn: edits concern one place, or every place of the name. */
  const chosen = (node: Node) => node.name.value === name && (how % 2 === 0 || ++seen === how % 3);
  switch (pick(['remove', 'remove one', 'type', 'type', 'type', 'add', 'default', 'leave'] as const, how)) {
    case 'remove':
      // Everything of that name, and whatever refers to it when it is a type.
      return visit(document, {
        FieldDefinition: (node) => (typeName(node.type) === name ? null : remove(node)),
        InputValueDefinition: (node) => (typeName(node.type) === name ? null : remove(node)),
        EnumValueDefinition: remove,
        NamedType: (node, _key, parent) => (Array.isArray(parent) ? remove(node) : undefined),
        ObjectTypeDefinition: remove,
        InterfaceTypeDefinition: remove,
        UnionTypeDefinition: remove,
        EnumTypeDefinition: remove,
        InputObjectTypeDefinition: remove,
      });
    case 'remove one':
      return visit(document, {
        FieldDefinition: (node) => (chosen(node) ? null : undefined),
        InputValueDefinition: (node) => (chosen(node) ? null : undefined),
      });
    case 'type':
      return visit(document, {
        FieldDefinition: (node) =>
          chosen(node) ? { ...node, type: otherType(node.type, target, pick(outputs, which)) } : undefined,
        InputValueDefinition: (node) =>
          chosen(node) ? { ...node, type: otherType(node.type, target, pick(inputs, which)) } : undefined,
      });
    case 'add': {
      const added: InputValueDefinitionNode = {
        kind: Kind.INPUT_VALUE_DEFINITION,
        name: { kind: Kind.NAME, value: 'added' },
        type: parseType(pick(['Int!', 'Int', 'Kind!'], which)),
      };
      return visit(document, {
        FieldDefinition: (node) =>
          chosen(node) ? { ...node, arguments: [...(node.arguments ?? []), added] } : undefined,
        InputObjectTypeDefinition: (node) =>
          chosen(node) ? { ...node, fields: [...(node.fields ?? []), added] } : undefined,
      });
    }
    case 'default':
      return visit(document, {
        InputValueDefinition: (node) => (chosen(node) ? { ...node, defaultValue: undefined } : undefined),
      });
    case 'leave':
      // A type leaves an interface or a union; a union or interface loses the type.
      return visit(document, {
        ObjectTypeDefinition: (node) =>
          chosen(node) ? { ...node, interfaces: node.interfaces?.slice(1) } : undefined,
        UnionTypeDefinition: (node) => ({
          ...node,
          types: node.types?.filter((one) => one.name.value !== name),
        }),
      });
  }
}

function otherType(type: TypeNode, how: number, other: string): TypeNode {
  if (how < 2) return parseType(other);
  if (how < 4) return type.kind === Kind.NON_NULL_TYPE ? type.type : { kind: Kind.NON_NULL_TYPE, type };
  if (how === 4) return { kind: Kind.LIST_TYPE, type };
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return inner.kind === Kind.LIST_TYPE ? inner.type : parseType(`[${typeName(type)}!]!`);
}

function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type);
}

function pick<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
