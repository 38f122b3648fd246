/** A record is not a change event of this hub; the message names all that was expected and what was found instead. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
  /** Each thing that is wrong, in words; the message holds them all. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('; '));
    this.faults = faults;
  }
}
