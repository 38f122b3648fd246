import { posix } from 'node:path';
import type { EventSources } from '@throughgate/registry-client';
import { childOf, isObject, pointerOf, segmentsOf } from './json.ts';
import { readDocument, type SourceDocument } from './source-document.ts';
import { SourceProblem } from './source-problem.ts';

/** A part of a file. */
export interface Located {
  readonly document: SourceDocument;
  readonly segments: readonly string[];
  readonly value: unknown;
}

/** The files that an integrator sent. Nothing else is ever read: no disk, no network. */
export interface SourceFolder {
  /** The AsyncAPI document. Raises a {@link SourceProblem} when it was not sent or cannot be read. */
  entry(): SourceDocument;
  /** The part that `reference`, which stands at `from`, leads to. Raises a {@link SourceProblem} where it leads nowhere. */
  follow(from: Located, reference: string): Located;
  /** The part itself, or what it leads to where it is `{ $ref }`, however often. */
  resolve(part: Located): Located;
}

/** Most references that may lead from one to the next. */
const mostHops = 50;

/** Documents that were read, by path and text: most files stay as they are from one version to the next. */
export type ReadDocuments = Map<string, SourceDocument>;

/**
 * Opens the files that an integrator sent; each is read when it is first needed, unless it is among those that were read
 * before.
 */
export function openFolder(
  subgraph: string,
  { entry, files }: EventSources,
  read: ReadDocuments = new Map(),
): SourceFolder {
  const sent = new Map(files.map((file) => [posix.normalize(file.path), file]));
  const root = posix.dirname(posix.normalize(entry));

  function open(path: string): SourceDocument | undefined {
    const file = sent.get(path);
    if (!file) return undefined;
    const name = `${file.path}\n${file.text}`;
    const document = read.get(name) ?? readDocument(subgraph, file);
    read.set(name, document);
    return document;
  }

  const folder: SourceFolder = {
    entry() {
      const document = open(posix.normalize(entry));
      if (document) return document;
      const detail = `The AsyncAPI document ${entry} is not among the files sent.`;
      throw new SourceProblem('HUB-C030', detail, { subgraph, file: entry, line: 1, column: 1 });
    },
    follow(from, reference) {
      const refuse = (why: string) => {
        const place = from.document.placeOf([...from.segments, '$ref']);
        return new SourceProblem('HUB-C030', `"${reference}" ${why}`, place);
      };
      const [address = '', fragment = ''] = reference.split('#', 2);
      if (/^[a-z][\w+.-]*:/i.test(address)) {
        throw refuse('is not fetched: references are relative to the file that holds them.');
      }
      const path = address === '' ? from.document.path : decoded(address);
      const target = posix.normalize(
        address === '' ? path : posix.join(posix.dirname(posix.normalize(from.document.path)), path),
      );
      if (posix.isAbsolute(path) && address !== '')
        throw refuse('must be relative to the file that holds it.');
      if (posix.relative(root, target).startsWith('..')) {
        throw refuse('leads out of the folder of the AsyncAPI document.');
      }
      const document = open(target);
      if (!document) throw refuse(`leads to ${target}, which was not sent.`);
      const segments = segmentsOf(decoded(fragment));
      if (!segments) throw refuse('must end in a JSON pointer: # and a path that begins with /.');
      const value = segments.reduce<unknown>(childOf, document.json);
      if (value === undefined) throw refuse(`leads nowhere: ${target} has no ${pointerOf(segments)}.`);
      return { document, segments, value };
    },
    resolve(part) {
      let at = part;
      for (let hops = 0; isObject(at.value) && typeof at.value['$ref'] === 'string'; hops += 1) {
        if (hops === mostHops) {
          const place = part.document.placeOf([...part.segments, '$ref']);
          throw new SourceProblem('HUB-C030', 'The reference leads back to itself.', place);
        }
        at = folder.follow(at, at.value['$ref']);
      }
      return at;
    },
  };
  return folder;
}

/** Text of a URI with its escapes read; as it stands when they are none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
