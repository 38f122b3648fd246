import type { RegistryClient } from '@throughgate/registry-client';
import { idOf } from '@throughgate/registry-client/document-ids';
import { type Logger, reasonOf } from '@throughgate/service';
import { writeWhole } from '../../data/write-whole.ts';
import type { DocumentSource } from './document-source.ts';
import { manifestOf, readDocuments } from './read-documents.ts';

/** The registry whose registered documents a gateway answers. */
export interface DocumentRegistry {
  readonly client: Pick<RegistryClient, 'documents'>;
  /** File for the documents that were had last, for a start without the registry. @default none is kept */
  readonly lastGoodCopy?: string | undefined;
}

/** Milliseconds within which the registry must answer. */
const patience = 5_000;

/**
 * Documents that clients registered at a registry. While that does not answer, those before hold; at a start those of the
 * last good copy, and without one none: a gateway starts whether the registry answers or not.
 */
export function documentsOfRegistry(
  { client, lastGoodCopy }: DocumentRegistry,
  logger: Logger,
): DocumentSource {
  const stopping = new AbortController();
  let known: string | undefined;
  let begun = false;
  /** Whether it has been told that the registry does not answer. */
  let troubled = false;
  return {
    async read() {
      const first = !begun;
      begun = true;
      try {
        const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patience)]);
        const found = await client.documents({ unless: known }, { signal });
        if (troubled) logger.info('the registry tells registered documents again');
        troubled = false;
        if (!found || found.digest === known) return undefined;
        known = found.digest;
        const documents = new Map(found.documents.map(({ id, document }) => [idOf(id), document]));
        await keep(documents);
        return documents;
      } catch (error) {
        if (stopping.signal.aborted || troubled) return undefined;
        troubled = true;
        if (!first) throw error;
        logger.error(
          { reason: reasonOf(error) },
          'the registry tells no registered documents; those of the last good copy hold',
        );
        return lastCopy();
      }
    },
    stop: () => stopping.abort(),
  };

  async function lastCopy(): Promise<ReadonlyMap<string, string>> {
    if (lastGoodCopy === undefined) return new Map();
    try {
      return await readDocuments([lastGoodCopy]);
    } catch (error) {
      logger.warn(
        { reason: reasonOf(error) },
        'there is no last good copy of registered documents: none is known until the registry answers',
      );
      return new Map();
    }
  }

  async function keep(documents: ReadonlyMap<string, string>): Promise<void> {
    if (lastGoodCopy === undefined) return;
    try {
      await writeWhole(lastGoodCopy, manifestOf(documents));
    } catch (error) {
      logger.warn(
        { lastGoodCopy, err: error },
        'the last good copy of registered documents could not be written',
      );
    }
  }
}
