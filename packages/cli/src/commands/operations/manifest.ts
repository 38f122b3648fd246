import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '@throughgate/registry-client/document-ids';
import { type DocumentNode, Kind, parse, print, separateOperations } from 'graphql';
import { CommandError } from '../../command-error.ts';
import { readText } from '../../input/read-text.ts';
import type { Outcome } from '../../output/outcome.ts';
import { count } from '../../output/plain.ts';
import { writeOutput } from '../supergraph/write-output.ts';

/** What becomes of a manifest. */
export interface ManifestOptions {
  /** Where it is written. @default it is printed */
  readonly output?: string | undefined;
  /** Whether the file there is compared and left alone. */
  readonly check: boolean;
}

interface RegisteredOperation {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

/**
 * `hub operations manifest`: the operations of a front end as an Apollo persisted-query manifest, each with the fragments that it uses and with the
 * SHA-256 of its text as id. The same documents make the same manifest, whatever their order.
 *
 * Raises a {@link CommandError} HUB-C054 for a file that cannot be used, for an operation without a name, and for two operations or fragments of one
 * name; with `check` when the file is not what it would be.
 */
export async function makeManifest(paths: readonly string[], options: ManifestOptions): Promise<Outcome> {
  const { output, check } = options;
  const operations = await readOperationsOf(paths.flatMap(filesOf));
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const told = `${count(operations.length, 'operation')}: ${operations.map(({ name }) => name).join(', ')}.\n`;
  if (!check) {
    const written = writeOutput(text, output);
    return { ...written, ...(output === undefined ? {} : { note: told }), data: { manifest } };
  }
  if (output === undefined) throw unusable('--check compares with a file: name it with --output.');
  if ((await readText(output)) !== text) {
    throw unusable(`${output} is not the manifest of these documents. Make it anew without --check.`);
  }
  return { text: `${output} is up to date, ${told}`, data: { manifest } };
}

function filesOf(path: string): string[] {
  if (path === '-' || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = globSync('**/*.{graphql,gql}', { cwd: path }).sort();
  if (files.length === 0) throw unusable(`${path} holds no .graphql or .gql files.`);
  return files.map((file) => join(path, file));
}

async function readOperationsOf(files: readonly string[]): Promise<RegisteredOperation[]> {
  const document = together(await Promise.all(files.map(readDocument)));
  return Object.entries(separateOperations(document))
    .map(([name, separate]) => {
      const [definition] = separate.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      const type = definition?.kind === Kind.OPERATION_DEFINITION ? definition.operation : 'query';
      const body = print(separate);
      return { id: hashOf(body), name, type, body };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

interface ReadDocument {
  readonly file: string;
  readonly document: DocumentNode;
}

async function readDocument(file: string): Promise<ReadDocument> {
  const text = await readText(file);
  try {
    return { file, document: parse(text, { noLocation: true }) };
  } catch (error) {
    throw unusable(`${file} cannot be used: ${(error as Error).message}.`);
  }
}

/** One document of several, whose operations may use each other's fragments. */
function together(documents: readonly ReadDocument[]): DocumentNode {
  const seen = new Map<string, string>();
  let operations = 0;
  for (const { file, document } of documents) {
    for (const definition of document.definitions) {
      const isOperation = definition.kind === Kind.OPERATION_DEFINITION;
      if (!isOperation && definition.kind !== Kind.FRAGMENT_DEFINITION) {
        throw unusable(`${file} cannot be used: it defines something else than operations and fragments.`);
      }
      const name = definition.name?.value;
      if (name === undefined) throw unusable(`${file} has an operation without a name.`);
      if (isOperation) operations += 1;
      const key = `${isOperation ? 'operation' : 'fragment'} ${name}`;
      const other = seen.get(key);
      if (other !== undefined) throw unusable(`${file} and ${other} both have the ${key}.`);
      seen.set(key, file);
    }
  }
  if (operations === 0) throw unusable('There is no operation in these documents.');
  return { kind: Kind.DOCUMENT, definitions: documents.flatMap(({ document }) => document.definitions) };
}

function unusable(message: string): CommandError {
  return new CommandError('HUB-C054', message);
}
