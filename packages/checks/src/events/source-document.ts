import type { Place, SourceFile } from '@throughgate/registry-client';
import { type Document, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { SourceProblem } from './source-problem.ts';

/** A file of an integrator, read. */
export interface SourceDocument {
  /** Path as the integrator names it. */
  readonly path: string;
  readonly json: unknown;
  /** Where a part is; of a path that leads nowhere, where its last existing step is. */
  placeOf(segments: readonly string[]): Place;
}

/** Matches where a parser of JSON stopped. */
const jsonPosition = /\(line (\d+) column (\d+)\)/;

/** Reads a file of JSON or YAML 1.2. Raises a {@link SourceProblem} with the place at which it cannot be read. */
export function readDocument(subgraph: string, { path, text }: SourceFile): SourceDocument {
  const place = (line: number, column: number): Place => ({ subgraph, file: path, line, column });
  let positions: ((segments: readonly string[]) => Place) | undefined;
  return {
    path,
    json: path.endsWith('.json') ? readJson(text, place) : readYaml(text, place).json,
    placeOf(segments) {
      // Only where something is wrong is a place asked for, and finding places costs much more than reading JSON.
      positions ??= readYaml(text, place).placeOf;
      return positions(segments);
    },
  };
}

type MakePlace = (line: number, column: number) => Place;

function readJson(text: string, place: MakePlace): unknown {
  try {
    // A byte order mark is no part of the text (RFC 8259, section 8.1).
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = (error as Error).message;
    const [, line = '1', column = '1'] = jsonPosition.exec(reason) ?? [];
    throw new SourceProblem(
      'HUB-C030',
      `The file is not JSON: ${reason}`,
      place(Number(line), Number(column)),
    );
  }
}

function readYaml(text: string, place: MakePlace) {
  const lineCounter = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return place(Math.max(line, 1), Math.max(col, 1));
  };
  let document: Document;
  let json: unknown;
  try {
    document = parseDocument(text, { lineCounter, prettyErrors: false });
    const [error] = document.errors;
    if (error)
      throw new SourceProblem('HUB-C030', `The file is not YAML: ${error.message}`, at(error.pos[0]));
    json = document.toJS();
  } catch (error) {
    if (error instanceof SourceProblem) throw error;
    // Aliases that multiply without end, or nesting deeper than the parser can follow.
    throw new SourceProblem('HUB-C030', `The file cannot be read: ${(error as Error).message}`, place(1, 1));
  }
  return { json, placeOf: (segments: readonly string[]) => at(offsetOf(document, segments)) };
}

/** Where a part begins: a property at its name, an element at its value. */
function offsetOf(document: Document, segments: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const name of segments) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      if (!isPair(pair)) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(name)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
