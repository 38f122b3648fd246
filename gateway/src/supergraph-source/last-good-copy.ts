import { readFile } from 'node:fs/promises';
import { digestOf } from '@throughgate/registry-client/digest';
import { writeWhole } from '../data/write-whole.ts';
import type { SourcedSupergraph } from './supergraph-source.ts';

/**
 * Reads the supergraph that {@link writeLastGoodCopy} wrote.
 * Rejects with a readable reason when there is none, or it is not what was written.
 */
export async function readLastGoodCopy(path: string): Promise<SourcedSupergraph> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Error(missing ? 'there is none yet' : `it cannot be read: ${(error as Error).message}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error('it is corrupt: not JSON', { cause });
  }
  const { digest, sdl, composedAt } = (value ?? {}) as { readonly [key: string]: unknown };
  if (typeof digest !== 'string' || typeof sdl !== 'string') {
    throw new Error('it is corrupt: `digest` or `sdl` is missing');
  }
  if (digestOf(sdl) !== digest) throw new Error('it is corrupt: its digest is not that of its SDL');
  return { digest, sdl, ...(typeof composedAt === 'string' ? { composedAt } : {}) };
}

/**
 * Writes a supergraph to disk whole or not at all, for a start without the registry. Other users may read it: what it
 * says, the gateway tells everybody.
 */
export async function writeLastGoodCopy(path: string, supergraph: SourcedSupergraph): Promise<void> {
  const { digest, sdl, composedAt } = supergraph;
  await writeWhole(path, JSON.stringify({ digest, sdl, composedAt }), 0o644);
}
