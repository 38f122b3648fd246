import type { CodeBlock } from './markdown.ts';

/** Which gateway is asked: that of a whole hub, or one whose subgraph prisons refuses connections. */
export type Gateway = 'hub' | 'hub without prisons';

/** How one code block of a page is taken. */
export type Treatment =
  /** Sent to the hub as GraphQL. */
  | {
      readonly kind: 'graphql';
      readonly variables?: Readonly<Record<string, unknown>>;
      /** Persona that asks. @default the one that may everything */
      readonly by?: 'practitioner';
      /** @default the whole hub */
      readonly to?: Gateway;
      /** Text around the block that makes an operation of a part of one, `…` in its place. @default the block alone */
      readonly within?: string;
      /** What comes of it. @default the block after it */
      readonly gives?: 'no errors';
      /** When: `soon` where it joins what agencies have told each other by events only. @default at once */
      readonly comes?: 'soon';
    }
  /** Run by a shell, with the hub's address in the place of the one in it, and `hub` as in a checkout; the block after it is what it prints, as JSON. */
  | { readonly kind: 'shell' }
  /** What the gateway answers to a `GET` at a path, or to an operation, without being asked by the block before it. */
  | { readonly kind: 'answer of'; readonly path: string; readonly to?: Gateway }
  | { readonly kind: 'answer of'; readonly query: string; readonly to?: Gateway }
  /** What the start of the hub prints at its end. */
  | { readonly kind: 'printed by the start' }
  /** TypeScript: its types are checked, and it is run, with the hub's address in the place of the one in it. */
  | {
      readonly kind: 'typescript';
      /** What a reader has in their program before it. */
      readonly before?: string;
      /** What shows that it works, after it: it throws when it does not. */
      readonly after?: string;
      /** Headers that its requests carry. */
      readonly sends?: Readonly<Record<string, string>>;
      /** Why its types cannot be checked here. @default they are */
      readonly unchecked?: string;
    }
  /** Shown by the block before it. */
  | { readonly kind: 'answer' }
  /** Not run; why. */
  | { readonly kind: 'not run'; readonly because: string };

/** A code block of a page, by its language and how its text begins, and how it is taken. */
export type BlockRow = readonly [language: string, starts: string, as: Treatment];

/** The table of a page: every code block of it, in its order. */
export interface PageTable {
  readonly page: string;
  readonly blocks: readonly BlockRow[];
}

/** Where a page and its table part, in words; `undefined` when each block has its row and each row its block. */
export function unaccounted(
  { page, blocks: rows }: PageTable,
  blocks: readonly CodeBlock[],
): string | undefined {
  for (const [index, { language, text, line }] of blocks.entries()) {
    const [first = ''] = text.split('\n');
    const row = rows[index];
    if (!row) return `${page}:${line}: "${first}" is not in the table of the page`;
    if (row[0] !== language || !text.startsWith(row[1])) {
      return `${page}:${line}: the page has "${first}" (${language}), its table "${row[1]}" (${row[0]})`;
    }
    const shown = rows[index - 1]?.[2];
    const shows = shown?.kind === 'shell' || (shown?.kind === 'graphql' && shown.gives === undefined);
    if (shows !== (row[2].kind === 'answer')) {
      return `${page}:${line}: "${first}" ${shows ? 'is' : 'is not'} the answer to the block before it`;
    }
  }
  const missing = rows[blocks.length];
  return missing && `${page}: the table has "${missing[1]}", which the page has not`;
}
