import type { DocumentSource } from './document-source.ts';
import { findDocumentFiles, readDocuments } from './read-documents.ts';

/** Documents in a file, or in a folder of files. */
export function documentsInFiles(path: string): DocumentSource {
  let seen: string | undefined;
  return {
    async read() {
      const files = await findDocumentFiles(path);
      if (files.signature === seen) return undefined;
      // Before it is read: one that cannot be is told of once, and looked at again when it changes.
      seen = files.signature;
      return readDocuments(files.paths);
    },
    stop: () => {},
  };
}
