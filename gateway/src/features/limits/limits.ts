/** What a request may cost before it is planned. All are checked before validation, which hostile documents make slow. */
export interface Limits {
  /** Largest request body in bytes. @default 1048576 */
  readonly bodyBytes: number;
  /** Most tokens in a document. @default 5000 */
  readonly tokens: number;
  /** Deepest nesting of fields; introspection does not count. @default 20 */
  readonly depth: number;
  /**
   * Most aliases in an operation, those of a fragment counted wherever it is spread; of fragments on different object
   * types in one place only those count that have most, since an object has one type. @default 50
   */
  readonly aliases: number;
  /** Most directives in a document. @default 50 */
  readonly directives: number;
  /**
   * Most times that the same may be selected in one place: `{ a a a }`, a spread of one fragment, inline fragments with the
   * same type and directives. @default 20
   */
  readonly repetitions: number;
  /** Most times that one response name may be selected in one place through fragments of any kind. @default 100 */
  readonly merges: number;
  /** Most selections in an operation, every fragment counted wherever it is spread. @default 10000 */
  readonly selections: number;
}

/** The limits that hold where nothing else is set. */
export const defaultLimits: Limits = {
  bodyBytes: 1024 * 1024,
  tokens: 5000,
  depth: 20,
  aliases: 50,
  directives: 50,
  repetitions: 20,
  merges: 100,
  selections: 10_000,
};
