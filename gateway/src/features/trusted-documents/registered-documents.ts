import { type Logger, reasonOf } from '@throughgate/service';
import { stripIgnoredCharacters } from 'graphql';
import { createBoundedCache } from '../../data/bounded-cache.ts';
import { type DocumentFiles, findDocumentFiles, readDocuments } from './read-documents.ts';

/** Documents that are registered, as their files have them at the moment. */
export interface RegisteredDocuments {
  /** The text of an id. */
  find(id: string): string | undefined;
  /** Whether a text is that of a registered document, apart from white space, commas and comments. */
  has(query: string): boolean;
  /** Stops looking at the files. */
  stop(): void;
}

/** Longest text whose verdict is kept, in UTF-16 units: a thousand of them must not fill the memory. */
const longestKept = 50_000;

/** What {@link followDocuments} needs. */
export interface FollowDocumentsOptions {
  /** A file, or a folder of files. */
  readonly path: string;
  /** Milliseconds between looks at the files. */
  readonly interval: number;
  readonly logger: Logger;
  /** Told how many documents there are once they have been read, or `undefined` when a change could not be read. */
  readonly onRead: (documents: number | undefined) => void;
}

/**
 * Reads registered documents and reads them again when a file changes; what cannot be read is logged, and what was read before stays. By looking, since
 * volumes of containers and network shares tell of no change.
 *
 * Raises `OperatorError` when they cannot be read at first.
 */
export async function followDocuments(options: FollowDocumentsOptions): Promise<RegisteredDocuments> {
  const { path, interval, logger, onRead } = options;
  let documents: ReadonlyMap<string, string> = new Map();
  let texts: ReadonlySet<string> = new Set();
  let verdicts = createBoundedCache<boolean>(1000);
  let looking = false;
  let seen = await findDocumentFiles(path);
  await read(seen);
  const timer = setInterval(() => void look(), interval).unref();

  return {
    find: (id) => documents.get(id),
    has(query) {
      const known = verdicts.get(query);
      if (known !== undefined) return known;
      const verdict = texts.has(bare(query));
      if (query.length <= longestKept) verdicts.set(query, verdict);
      return verdict;
    },
    stop: () => clearInterval(timer),
  };

  async function read(files: DocumentFiles): Promise<void> {
    documents = await readDocuments(files.paths);
    texts = new Set([...documents.values()].map(bare));
    verdicts = createBoundedCache(1000);
    onRead(documents.size);
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      const files = await findDocumentFiles(path);
      if (files.signature === seen.signature) return;
      // Before it is read: one that cannot be is told of once, and looked at again when it changes.
      seen = files;
      await read(files);
      logger.info({ documents: documents.size }, 'registered documents were read again');
    } catch (error) {
      onRead(undefined);
      logger.error(
        { reason: reasonOf(error) },
        'registered documents changed and cannot be read; those before hold',
      );
    } finally {
      looking = false;
    }
  }
}

/** A document's text without what means nothing. */
function bare(query: string): string {
  try {
    return stripIgnoredCharacters(query);
  } catch {
    // Not GraphQL, and so like no other.
    return query;
  }
}
