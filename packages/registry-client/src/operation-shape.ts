import { createHash } from 'node:crypto';
import { dropUnusedDefinitions } from '@apollo/utils.dropunuseddefinitions';
import { printWithReducedWhitespace } from '@apollo/utils.printwithreducedwhitespace';
import { removeAliases } from '@apollo/utils.removealiases';
import { sortAST } from '@apollo/utils.sortast';
import { stripSensitiveLiterals } from '@apollo/utils.stripsensitiveliterals';
import { type ASTNode, type DocumentNode, Kind, print, visit } from 'graphql';

/** What an operation asks for, without anything that it says of anybody. */
export interface OperationShape {
  /** SHA-256 of `document`, in hexadecimal digits. */
  readonly hash: string;
  /** The operation's name, or null when it has none. */
  readonly name: string | null;
  /** The shape in GraphQL, which parses. */
  readonly document: string;
}

/**
 * Gives the shape of one operation of a document: no aliases, no descriptions, `""` for every string, `0` for every
 * number, defaults of variables included. Enum values, booleans and the fields of input objects stay, since the checks
 * ask whether somebody uses them. What differs only in order, white space, unused definitions, or in how often it
 * repeats something has one shape, so that a client's batches of 3 and of 4 are one operation.
 *
 * Values of variables are no part of a document, so they cannot get into a shape. Gateway and registry both compute
 * shapes by this function: the same operation then counts as one, whether it ran or was registered.
 *
 * @param operationName which operation; may be left out when there is one only
 * @throws Error when the document has no such operation, or several and none is named
 */
export function operationShape(document: DocumentNode, operationName?: string | null): OperationShape {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation, other] = operationName
    ? operations.filter(({ name }) => name?.value === operationName)
    : operations;
  if (!operation || other) {
    const wanted = operationName ? `operation ${operationName}` : 'operation';
    throw new Error(operation ? `Of several operations none is named.` : `The document has no ${wanted}.`);
  }
  const name = operation.name?.value ?? null;
  const used = dropUnusedDefinitions(document, name ?? '');
  const bare = stripSensitiveLiterals(removeAliases(dropDescriptions(used)));
  const shape = printWithReducedWhitespace(dropRepeats(sortAST(bare)));
  return { hash: shapeHash(shape), name, document: shape };
}

/** The hash of a shape as {@link operationShape} printed it. */
export function shapeHash(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

/** Descriptions are free text: an operation's may say anything. */
function dropDescriptions(document: DocumentNode): DocumentNode {
  return visit(document, {
    enter: (node) =>
      'description' in node && node.description ? { ...node, description: undefined } : undefined,
  });
}

function dropRepeats(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: { leave: (node) => ({ ...node, selections: withoutRepeats(node.selections) }) },
    ListValue: { leave: (node) => ({ ...node, values: withoutRepeats(node.values) }) },
  });
}

function withoutRepeats<Node extends ASTNode>(nodes: readonly Node[]): readonly Node[] {
  if (nodes.length < 2) return nodes;
  return [...new Map(nodes.map((node) => [print(node), node])).values()];
}
