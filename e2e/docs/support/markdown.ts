import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A code block of a page. */
export interface CodeBlock {
  /** First word after the fence: `graphql`, `json`, `sh`; empty where there is none. */
  readonly language: string;
  /** Further words after the fence, which a reader does not see. */
  readonly marks: readonly string[];
  readonly text: string;
  /** Line of the page on which the block's text begins. */
  readonly line: number;
}

/** Reads the code blocks of a page of this repository, in their order. */
export function codeBlocks(page: string): CodeBlock[] {
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  const blocks: CodeBlock[] = [];
  for (let index = 0; index < lines.length; index++) {
    const [, indent = '', words] = /^( *)```(.*)$/.exec(lines[index] ?? '') ?? [];
    if (words === undefined) continue;
    const end = lines.findIndex((line, at) => at > index && line.trim() === '```');
    if (end === -1) throw new Error(`${page}:${index + 1}: the code block has no end`);
    const [language = '', ...marks] = words.trim().split(/\s+/);
    const text = lines
      .slice(index + 1, end)
      .map((line) => line.slice(indent.length))
      .join('\n');
    blocks.push({ language, marks, text, line: index + 2 });
    index = end;
  }
  return blocks;
}
