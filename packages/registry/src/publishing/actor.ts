/** Who asks the registry to change something. */
export interface Actor {
  /** Name of the token, as the history shows it. */
  readonly name: string;
}
