import type { NewLogRecord } from './event-log.ts';

/** An event log did not take all records of an `append`. What became of each is told as far as it is known. */
export class AppendError extends Error {
  override readonly name = 'AppendError';
  /** Records that are stored durably. */
  readonly stored: ReadonlySet<NewLogRecord>;
  /** Records that the log will never take as they are, with the reason of each. All others may be tried again. */
  readonly refused: ReadonlyMap<NewLogRecord, string>;

  /** `cause` is the trouble that passes, where that ended the append; without it, records were refused. */
  constructor(
    { stored, refused }: Pick<AppendError, 'stored' | 'refused'>,
    options: { readonly cause?: unknown } = {},
  ) {
    const [reason = 'not all records are stored'] = refused.values();
    super(options.cause instanceof Error ? options.cause.message : reason, options);
    this.stored = stored;
    this.refused = refused;
  }
}
