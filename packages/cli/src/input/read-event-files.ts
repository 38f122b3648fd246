import { dirname, relative, resolve } from 'node:path';
import type { EventSources } from '@throughgate/registry-client';
import { parse } from 'yaml';
import { CommandError } from '../command-error.ts';
import { readText, sourcePath } from './read-text.ts';

/**
 * Reads an AsyncAPI document and every file that it refers to, however far away, within the folder of the document.
 * A reference that leads out of it, or to another address, is left to the registry, which says where it stands.
 * Raises a {@link CommandError} HUB-C054 for a file that cannot be read.
 */
export async function readEventFiles(file: string): Promise<EventSources> {
  const entry = resolve(file);
  const folder = dirname(entry);
  const texts = new Map<string, string>();
  const waiting = [{ path: entry, from: entry }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, from } = next;
    if (texts.has(path)) continue;
    const text = await readReferred(path, from);
    texts.set(path, text);
    for (const reference of fileReferences(text)) {
      const referred = resolve(dirname(path), reference);
      if (!relative(folder, referred).startsWith('..')) waiting.push({ path: referred, from: path });
    }
  }
  return {
    entry: sourcePath(entry),
    files: [...texts].map(([path, text]) => ({ path: sourcePath(path), text })),
  };
}

async function readReferred(path: string, from: string): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    if (path === from || !(error instanceof CommandError)) throw error;
    throw new CommandError(error.code, `${sourcePath(from)} refers to ${sourcePath(path)}. ${error.message}`);
  }
}

/** Paths that the `$ref`s of a document lead to; none when it cannot be read, which the registry tells better. */
function fileReferences(text: string): string[] {
  const references: string[] = [];
  try {
    // JSON is YAML; as parser of both, this one takes whatever the registry will take.
    parse(text, (key, value) => {
      if (key === '$ref' && typeof value === 'string') references.push(value);
      return value;
    });
    return references
      .map((reference) => reference.split('#')[0] ?? '')
      .filter((path) => path !== '' && !/^([a-z][\w+.-]*:|\/)/i.test(path))
      .map(decodeURIComponent);
  } catch {
    return [];
  }
}
