import { basename } from 'node:path';
import { parse, print, separateOperations } from 'graphql';
import { z } from 'zod';
import { CommandError } from '../../command-error.ts';
import { readText } from '../../input/read-text.ts';

/** An operation as it is registered. */
interface GivenOperation {
  readonly name: string;
  readonly document: string;
  /** What clients send in its place. @default the SHA-256 of the document */
  readonly id?: string;
}

const manifestFormat = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), name: z.string().default(''), body: z.string() })),
});

/**
 * Reads the operations of a file, each with the fragments that it uses. One without a name has that of its file. Of a manifest, a file whose
 * name ends in `.json`, texts and ids stay as they are: an Apollo persisted-query manifest, or an object of texts by id.
 * Raises a {@link CommandError} HUB-C054 for a file that cannot be read or holds no operations.
 */
export async function readOperations(file: string): Promise<readonly GivenOperation[]> {
  const text = await readText(file);
  try {
    if (file.endsWith('.json')) return readManifest(text);
    const operations = Object.entries(separateOperations(parse(text)));
    if (operations.length === 0) throw new Error('it holds no operation');
    return operations.map(([name, document]) => ({
      name: name || basename(file, '.graphql'),
      document: print(document),
    }));
  } catch (error) {
    throw new CommandError('HUB-C054', `${file} cannot be used: ${(error as Error).message}.`);
  }
}

function readManifest(text: string): readonly GivenOperation[] {
  const content: unknown = JSON.parse(text);
  const manifest = manifestFormat.safeParse(content);
  if (manifest.success)
    return manifest.data.operations.map(({ id, name, body }) => ({ id, name, document: body }));
  const texts = z.record(z.string(), z.string()).safeParse(content);
  if (!texts.success)
    throw new Error(
      'it is neither an Apollo persisted-query manifest, version 1, nor an object of texts by id',
    );
  return Object.entries(texts.data).map(([id, document]) => ({ id, name: nameOf(document), document }));
}

function nameOf(document: string): string {
  return Object.keys(separateOperations(parse(document)))[0] ?? '';
}
