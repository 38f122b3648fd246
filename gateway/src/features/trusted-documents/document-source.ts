/** Where registered documents are read. */
export interface DocumentSource {
  /**
   * The documents by their ids; `undefined` where they still are those that it gave before. Raises where they cannot be had, an `OperatorError`
   * where a gateway is not to start so.
   */
  read(): Promise<ReadonlyMap<string, string> | undefined>;
  /** Gives up what it is about. */
  stop(): void;
}
