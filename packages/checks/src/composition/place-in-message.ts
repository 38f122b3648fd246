import { type ASTNode, type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';
import { type CompositionPlace, placesOf } from './composition-problem.ts';

/**
 * Finds in a schema what a message of composition is about, from the names in it: not all of them say where. `undefined`
 * when none of its names is in the schema.
 */
export function placeInMessage(document: DocumentNode, message: string): CompositionPlace | undefined {
  const node =
    findApplication(document, message) ?? findCoordinate(document, message) ?? findName(document, message);
  return node && placesOf([node])[0];
}

/** An application of a directive, of several the one that has what the message complains of. */
function findApplication(document: DocumentNode, message: string): ASTNode | undefined {
  const named = /directives? "?@(\w+)"?|application of "?@(\w+)"?|uses @(\w+)/i.exec(message);
  const directive = named?.slice(1).find((name) => name !== undefined);
  if (directive === undefined) return undefined;
  const location = /may not be used on (\w+)/.exec(message)?.[1];
  const [unknown, missing] = [/Unknown argument "(\w+)"/i, /argument "(\w+)" of type \S+ is required/i].map(
    (form) => form.exec(message)?.[1],
  );
  const applied: { node: ConstDirectiveNode; kind: Kind; isRepeated: boolean }[] = [];
  const definitions: ASTNode[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === directive) definitions.push(node);
      const own = 'directives' in node ? (node.directives ?? []) : [];
      const found = own.filter(({ name }) => name.value === directive) as readonly ConstDirectiveNode[];
      applied.push(...found.map((one, index) => ({ node: one, kind: node.kind, isRepeated: index > 0 })));
    },
  });
  const has = ({ arguments: given = [] }: ConstDirectiveNode, argument: string) =>
    given.some(({ name }) => name.value === argument);
  const fits = ({ node, kind, isRepeated }: (typeof applied)[number]) =>
    (location === undefined || locationsOf(kind).includes(location)) &&
    (unknown === undefined || has(node, unknown)) &&
    (missing === undefined || !has(node, missing)) &&
    (!message.includes('only be used once') || isRepeated);
  // Two definitions of one directive: the second.
  if (message.includes('already exists')) return definitions.at(-1);
  return (applied.find(fits) ?? applied[0])?.node ?? definitions[0];
}

/** Locations that a node of this kind can be; arguments and input fields look alike. */
function locationsOf(kind: Kind): readonly string[] {
  if (kind === Kind.INPUT_VALUE_DEFINITION) return ['ARGUMENT_DEFINITION', 'INPUT_FIELD_DEFINITION'];
  const snake = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  return [
    snake,
    snake.replace(/(_TYPE)?_(DEFINITION|EXTENSION)$/, '').replace('INPUT_OBJECT', 'INPUT_OBJECT'),
  ];
}

/** What a coordinate names, `Home.rooms(of:)` or as much of it as there is; or `Field a already exists on Query`. */
function findCoordinate(document: DocumentNode, message: string): ASTNode | undefined {
  const already = /Field (\w+) already exists on (\w+)/.exec(message);
  const text = already ? `${already[2]}.${already[1]}` : message;
  for (const [, type = '', member = '', argument] of text.matchAll(/\b(\w+)\.(\w+)(?:\((\w+):)?/g)) {
    const holders = document.definitions.filter((node) => 'name' in node && node.name?.value === type);
    const members = holders.flatMap((node) => [
      ...('fields' in node ? (node.fields ?? []) : []),
      ...('values' in node ? (node.values ?? []) : []),
    ]);
    const found = members.filter(({ name }) => name.value === member).at(-1);
    const below = found && 'arguments' in found ? (found.arguments ?? []) : [];
    const node = below.find(({ name }) => name.value === argument) ?? found ?? holders[0];
    if (node) return nameOf(node);
  }
  return undefined;
}

/** The first definition, else the first node, with a name that stands in quotes. */
function findName(document: DocumentNode, message: string): ASTNode | undefined {
  const quoted = [...message.matchAll(/"@?(\w+)"|\btype (\w+)/gi)].flatMap(
    ([, name, type]) => name ?? type ?? [],
  );
  for (const name of quoted) {
    const named = document.definitions.filter((node) => 'name' in node && node.name?.value === name);
    const definition = named.at(-1);
    if (definition) return nameOf(definition);
    let found: ASTNode | undefined;
    visit(document, {
      Name(node) {
        if (node.value === name) found ??= node;
      },
    });
    if (found) return found;
  }
  return undefined;
}

/** A node begins with its description: its name is where people look. */
function nameOf(node: ASTNode): ASTNode {
  return 'name' in node && node.name ? node.name : node;
}
