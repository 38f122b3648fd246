/** Raised for an event schema that makes no contract; says where in the schema and why. */
export class EventContractError extends Error {
  override readonly name = 'EventContractError';
  /** JSON pointer of the part concerned; empty for the whole schema. */
  readonly pointer: string;

  /** `detail` says what is wrong and what is expected. */
  constructor(pointer: string, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.pointer = pointer;
  }
}
