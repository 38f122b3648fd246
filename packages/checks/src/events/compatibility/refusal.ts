import { pointerOf } from '../json.ts';

/** Where two schemas are compared: the path in the schema that events are written by, and in that of the reader. */
export interface Where {
  readonly writer: readonly string[];
  readonly reader: readonly string[];
}

/** Events that are written by one schema and that the reader's schema refuses. */
export interface Refusal {
  /** JSON pointers of what does not fit. */
  readonly writer: string;
  readonly reader: string;
  /** What the schema of each says, in a few words. */
  readonly written: string;
  readonly read: string;
}

/** A step into both schemas. */
export function into({ writer, reader }: Where, ...names: readonly string[]): Where {
  return { writer: [...writer, ...names], reader: [...reader, ...names] };
}

/** A refusal at `where`; both sides say what they have of `keyword` when nothing else is said. */
export function refusal(where: Where, written: unknown, read: unknown, keyword?: string): Refusal {
  const { writer, reader } = keyword === undefined ? where : into(where, keyword);
  return {
    writer: pointerOf(writer),
    reader: pointerOf(reader),
    written: shown(written),
    read: shown(read),
  };
}

const longest = 120;

/** Words as they are; what a schema holds as JSON. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing said';
  const text = value instanceof Words ? value.text : (JSON.stringify(value) ?? 'nothing said');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** What is said of a schema in words, not in its own JSON. */
export class Words {
  readonly text: string;

  /** `text` continues "it was …". */
  constructor(text: string) {
    this.text = text;
  }
}
