import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateWords } from './template-words.ts';

const templates = join(import.meta.dirname, '../../templates');
const placeholder = /__([A-Za-z]\w*?)__/g;

/** A file to be written: its path in the new folder, with `/`, and its text. */
export interface RenderedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Fills a template in: every `__word__` in the files' texts and names becomes that word. A name that begins with `_`
 * loses it: such files would mean something where the templates lie. Raises an error for a word that is not given.
 */
export function renderTemplate(template: string, words: TemplateWords): RenderedFile[] {
  const directory = join(templates, template);
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: targetOf(fill(file.slice(directory.length + 1).replaceAll('\\', '/'), words)),
      text: fill(readFileSync(file, 'utf8'), words),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function fill(text: string, words: TemplateWords): string {
  return text.replace(placeholder, (found, word: string) => {
    const replacement = words[word];
    if (replacement !== undefined) return replacement;
    // Names of GraphQL itself have the same form at their beginning, but nothing follows them.
    throw new Error(`a template has ${found}, which nothing replaces`);
  });
}

function targetOf(path: string): string {
  const renamed = path.replace(/^_(?=\w)/, '');
  return renamed === 'gitignore' ? '.gitignore' : renamed;
}
