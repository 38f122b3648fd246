import { badInput } from '../graph/errors.ts';
import { callDigest } from './call-digest.ts';
import type { Command } from './command.ts';
import type { FileAbout, FileKind } from './file-kind.ts';
import type { Tables } from './stored.ts';
import { withFileKey } from './with-file-key.ts';
import type { AnswerRow } from './write-statements.ts';

/** Longest idempotency key, in UTF-16 code units: it is the key of a table, whose index takes 2,704 bytes. */
const longestIdempotencyKey = 255;

/** A call to change a file. */
export interface FileCall<T extends Tables, About extends FileAbout, Input> {
  /** Name of the mutation. */
  readonly mutation: string;
  /** Kind of the file that the input names. */
  readonly file: FileKind<T, About>;
  readonly command: Command<T, Input, About>;
  readonly input: Input & { readonly idempotencyKey: string };
  /** Most bytes that the event log takes for one event. @default no limit */
  readonly maxEventBytes?: number;
  /** Where the resulting record is, when it is to be returned as it is stored. @default it is not */
  readonly answer?: AnswerRow | undefined;
}

/** A call of which key and file are known to be well formed. */
export interface AcceptedCall {
  readonly mutation: string;
  readonly kind: FileKind<Tables>;
  /** The file's key, as records hold it. */
  readonly key: string;
  /** How the file is called among all files of the agency. */
  readonly fileName: string;
  readonly idempotencyKey: string;
  /** By what a repeated call is recognised. */
  readonly digest: string;
  readonly command: (file: never, input: never) => Promise<string>;
  /** As it was given. */
  readonly given: object;
  /** With the file's key in its canonical form. */
  readonly input: { readonly idempotencyKey: string };
  readonly maxEventBytes: number;
  readonly answer: AnswerRow | undefined;
}

/** Accepts a call. Raises `BAD_USER_INPUT` for an idempotency key of another length and for a malformed key of a file. */
export function acceptCall<T extends Tables, About extends FileAbout, Input extends object>(
  call: FileCall<T, About, Input>,
): AcceptedCall {
  const {
    mutation,
    file: kind,
    command,
    input: given,
    maxEventBytes = Number.POSITIVE_INFINITY,
    answer,
  } = call;
  checkIdempotencyKey(given.idempotencyKey);
  const { key, input } = withFileKey(kind, given);
  const { idempotencyKey, ...content } = input;
  return {
    mutation,
    kind: kind as FileKind<Tables>,
    key,
    fileName: kind.nameOf(key),
    idempotencyKey,
    digest: callDigest(content),
    command: command as never,
    given,
    input,
    maxEventBytes,
    answer,
  };
}

function checkIdempotencyKey(key: string): void {
  if (key.length >= 1 && key.length <= longestIdempotencyKey) return;
  throw badInput(
    'idempotencyKey',
    `"idempotencyKey" must have 1 to ${longestIdempotencyKey} characters, not ${key.length}.`,
  );
}
