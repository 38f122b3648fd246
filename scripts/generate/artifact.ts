/** A file that is made from others and checked in. */
export interface Artifact {
  /** Path from the repository's root. */
  readonly path: string;
  readonly content: string;
}
