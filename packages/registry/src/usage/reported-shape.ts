import { type OperationShape, operationShape } from '@throughgate/registry-client/operation-shape';
import { reasonOf } from '@throughgate/service';
import { type DocumentNode, Kind, parse, visit } from 'graphql';
import { RegistryError } from '../registry-error.ts';

/**
 * Makes sure that what a gateway reports as a shape is one, since the registry must never hold personal data: it is
 * its own shape, so that it has no values, aliases, descriptions or comments, and its hash and name are right.
 *
 * Raises HUB-C047 (400) that names `path` and what is in the way, without repeating any value.
 */
export function requireShape(reported: OperationShape, path: string): void {
  const refuse = (part: keyof OperationShape, reason: string) => {
    throw new RegistryError('HUB-C047', 400, `${path}/${part}: ${reason}.`);
  };
  const parsed = parseOperation(reported.document, `${path}/document`);
  const found = whatIdentifies(parsed);
  if (found !== undefined) refuse('document', `there is ${found}; a shape has no values and no aliases`);
  const shape = shapeOf(parsed, `${path}/document`);
  if (shape.document !== reported.document) {
    refuse(
      'document',
      'this is not in the form of a shape, which also has no comments and no unused definitions',
    );
  }
  if (shape.hash !== reported.hash) refuse('hash', 'this is not the SHA-256 of the document');
  if (shape.name !== reported.name) refuse('name', 'this is not the name of the operation in the document');
}

/** Parses an operation; raises HUB-C047 (400) with line and column, but without the text, when it is not GraphQL. */
export function parseOperation(document: string, path: string): DocumentNode {
  try {
    return parse(document, { maxTokens: 100_000 });
  } catch (error) {
    const [place] = error instanceof Error && 'locations' in error ? (error.locations as Place[]) : [];
    const where = place ? ` at line ${place.line}, column ${place.column}` : '';
    throw new RegistryError(
      'HUB-C047',
      400,
      `${path}: this is not a GraphQL document; the parser stopped${where}.`,
    );
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** The shape of the one operation of a document, or HUB-C047 (400) when there is none, or more than one. */
export function shapeOf(document: DocumentNode, path: string, name?: string) {
  try {
    return operationShape(document, name);
  } catch (error) {
    throw new RegistryError('HUB-C047', 400, `${path}: ${reasonOf(error)}`);
  }
}

function whatIdentifies(document: DocumentNode): string | undefined {
  let found: string | undefined;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.STRING && node.value !== '') found ??= 'a string literal';
      else if ((node.kind === Kind.INT || node.kind === Kind.FLOAT) && node.value !== '0')
        found ??= 'a number literal';
      else if (node.kind === Kind.FIELD && node.alias) found ??= 'an alias';
    },
  });
  return found;
}
