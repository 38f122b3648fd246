import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf, idOf } from '@throughgate/registry-client/document-ids';
import { OperatorError, reasonOf } from '@throughgate/service';
import { parse } from 'graphql';
import { isJsonObject } from '../../data/json.ts';

const [manifestFormat, manifestVersion] = ['apollo-persisted-query-manifest', 1];

/** Files of registered documents as they are at a moment. */
export interface DocumentFiles {
  readonly paths: readonly string[];
  /** Changes whenever one of them does. */
  readonly signature: string;
}

/**
 * Finds the files of a path: the file itself, or those in the folder whose names end in `.json`.
 * Raises `OperatorError` when there is nothing at the path.
 */
export async function findDocumentFiles(path: string): Promise<DocumentFiles> {
  try {
    const paths = (await stat(path)).isDirectory()
      ? (await readdir(path)).filter((name) => name.endsWith('.json')).map((name) => join(path, name))
      : [path];
    paths.sort();
    const states = await Promise.all(paths.map((one) => stat(one)));
    const signature = states.map(({ mtimeMs, size, ino }, at) => [paths[at], mtimeMs, size, ino].join(':'));
    return { paths, signature: signature.join('\n') };
  } catch (cause) {
    throw new OperatorError(`Registered documents cannot be read from ${path}: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

/**
 * Reads registered documents: texts by the id that clients send. A file is an Apollo persisted-query manifest
 * (`"format": "apollo-persisted-query-manifest"`), or an object of texts by id, as Relay's compiler, GraphQL Code Generator and urql's tools write it.
 *
 * Raises `OperatorError` when a file is neither, a text is not GraphQL, an id that looks like a SHA-256 is not its text's, or two texts have one id.
 */
export async function readDocuments(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>();
  for (const path of paths) {
    for (const [id, text] of await readFileOf(path)) {
      const known = documents.get(id);
      if (known !== undefined && known !== text)
        throw new OperatorError(`${path}: '${id}' is two documents.`);
      checkDocument(path, id, text);
      documents.set(id, text);
    }
  }
  return documents;
}

async function readFileOf(path: string): Promise<[id: string, text: string][]> {
  let content: unknown;
  try {
    content = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new OperatorError(`${path} holds no registered documents: ${reasonOf(cause)}`, { cause });
  }
  const entries = isJsonObject(content) ? entriesOf(content) : undefined;
  if (entries) return entries;
  throw new OperatorError(
    `${path} must be an Apollo persisted-query manifest, version 1, or a JSON object of documents by id.`,
  );
}

function entriesOf(content: Readonly<Record<string, unknown>>): [id: string, text: string][] | undefined {
  const { format, version, operations } = content;
  if (format === undefined) return pairsOf(Object.entries(content));
  if (format !== manifestFormat || version !== manifestVersion || !Array.isArray(operations))
    return undefined;
  return pairsOf(operations.map((one: unknown) => (isJsonObject(one) ? [one['id'], one['body']] : [])));
}

/** Documents as a file that {@link readDocuments} reads, whatever their ids: in an object of texts one named `format` would be taken for a manifest's. */
export function manifestOf(documents: ReadonlyMap<string, string>): string {
  const operations = [...documents].map(([id, body]) => ({ id, body }));
  return JSON.stringify({ format: manifestFormat, version: manifestVersion, operations });
}

function pairsOf(entries: readonly unknown[][]): [id: string, text: string][] | undefined {
  const pairs: [string, string][] = [];
  for (const [id, text] of entries) {
    if (typeof id !== 'string' || typeof text !== 'string') return undefined;
    pairs.push([idOf(id), text]);
  }
  return pairs;
}

function checkDocument(path: string, id: string, text: string): void {
  try {
    parse(text, { noLocation: true });
  } catch (cause) {
    throw new OperatorError(`${path}: '${id}' is not GraphQL: ${reasonOf(cause)}`, { cause });
  }
  if (!/^[\da-f]{64}$/.test(id)) return;
  if (hashOf(text) === id) return;
  throw new OperatorError(`${path}: '${id}' looks like a SHA-256 and is not that of its document.`);
}
