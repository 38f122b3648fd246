import type pg from 'pg';

/** Rows for `COPY … FROM STDIN`. */
export interface RowCopy {
  /** The table with its columns, as SQL writes them: `hub.file (key, version)`. */
  readonly into: string;
  /** The columns of each row in PostgreSQL's text form; null for NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The part of pg's connection that its types leave out. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(bytes: Uint8Array): void;
  endCopyFrom(): void;
}

/** Copies that are sent together. A client takes them for one query: `client.query(new Copying(…))`. */
export class Copying implements pg.Submittable {
  /** Told of each copy when it is answered. */
  onAnswer: (text: string) => void = () => undefined;
  /** Resolves when the server has answered all; rejects with the first error, when nothing after it has run. */
  readonly answers: Promise<void>;
  readonly #copies: readonly RowCopy[];
  readonly #settle: PromiseWithResolvers<void>;
  #at = 0;

  constructor(copies: readonly RowCopy[]) {
    this.#copies = copies;
    this.#settle = Promise.withResolvers();
    this.answers = this.#settle.promise;
  }

  get text(): string {
    const { into } = this.#copies[this.#at] ?? {};
    return into === undefined ? '' : statementOf(into);
  }

  submit(connection: object): void {
    const wire = connection as Wire;
    wire.query(this.#copies.map(({ into }) => statementOf(into)).join(';'));
    // The server takes the rows of a copy when it comes to it, and passes over those that come after an error: none of them
    // has to wait until it asks for them.
    for (const { rows } of this.#copies) {
      wire.sendCopyFromChunk(Buffer.from(rows.map(lineOf).join('')));
      wire.endCopyFrom();
    }
  }

  handleCopyInResponse(): void {}

  handleCommandComplete(): void {
    this.onAnswer(this.text);
    this.#at += 1;
  }

  handleError(error: Error): void {
    this.onAnswer(this.text);
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve();
  }
}

/**
 * Puts rows into tables by `COPY`, all in one round trip: what many rows cost the server least. Run it in a transaction.
 * Rejects with the error of the first that fails, after which nothing has been copied; a key that is there already fails
 * with SQLSTATE 23505. Copies without rows are left out.
 */
export async function copyRows(client: pg.ClientBase, copies: readonly RowCopy[]): Promise<void> {
  const filled = copies.filter(({ rows }) => rows.length > 0);
  if (filled.length > 0) await client.query(new Copying(filled)).answers;
}

function statementOf(into: string): string {
  return `COPY ${into} FROM STDIN`;
}

function lineOf(columns: readonly (string | null)[]): string {
  return `${columns.map((column) => (column === null ? '\\N' : escaped(column))).join('\t')}\n`;
}

const special = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(text: string): string {
  return special.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? '') : text;
}
