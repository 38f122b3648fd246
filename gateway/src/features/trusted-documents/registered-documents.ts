import { type Logger, reasonOf } from '@throughgate/service';
import { stripIgnoredCharacters } from 'graphql';
import { createBoundedCache } from '../../data/bounded-cache.ts';
import type { DocumentSource } from './document-source.ts';

/** Documents that are registered at the moment. */
export interface RegisteredDocuments {
  /** The text of an id. */
  find(id: string): string | undefined;
  /** Whether a text is that of a registered document, apart from white space, commas and comments. */
  has(query: string): boolean;
  /** Stops looking for others. */
  stop(): void;
}

/** Longest text whose verdict is kept, in UTF-16 units: a thousand of them must not fill the memory. */
const longestKept = 50_000;

/** What {@link followDocuments} needs. */
export interface FollowDocumentsOptions {
  /** Where they are; one that several know is the same in all, or the first one's. */
  readonly sources: readonly DocumentSource[];
  /** Milliseconds between looks. */
  readonly interval: number;
  readonly logger: Logger;
  /** Told how many documents there are once they have been read, or `undefined` when a change could not be read. */
  readonly onRead: (documents: number | undefined) => void;
}

/**
 * Reads registered documents and reads them again when they change; what cannot be read is logged, and what was read before stays. By looking, since
 * volumes of containers and network shares tell of no change.
 *
 * Raises `OperatorError` when they cannot be read at first.
 */
export async function followDocuments(options: FollowDocumentsOptions): Promise<RegisteredDocuments> {
  const { sources, interval, logger, onRead } = options;
  /** What each source gave last. */
  const given = new Map<DocumentSource, ReadonlyMap<string, string>>();
  let documents: ReadonlyMap<string, string> = new Map();
  let texts: ReadonlySet<string> = new Set();
  let verdicts = createBoundedCache<boolean>(1000);
  let looking = false;
  for (const source of sources) await read(source);
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
    stop() {
      clearInterval(timer);
      for (const source of sources) source.stop();
    },
  };

  /** Whether a source has others than before. */
  async function read(source: DocumentSource): Promise<boolean> {
    const found = await source.read();
    if (!found) return false;
    given.set(source, found);
    documents = new Map([...given.values()].reverse().flatMap((one) => [...one]));
    texts = new Set([...documents.values()].map(bare));
    verdicts = createBoundedCache(1000);
    onRead(documents.size);
    return true;
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    for (const source of sources) {
      try {
        if (await read(source))
          logger.info({ documents: documents.size }, 'registered documents were read again');
      } catch (error) {
        onRead(undefined);
        logger.error(
          { reason: reasonOf(error) },
          'registered documents cannot be read again; those before hold',
        );
      }
    }
    looking = false;
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
