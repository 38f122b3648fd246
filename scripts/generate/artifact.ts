/** A file that is made from others and checked in. */
export interface Artifact {
  /** Path from the repository's root. */
  readonly path: string;
  readonly content: string;
}

/** The subgraphs of the hub, in the order in which they are listed everywhere. */
export const subgraphNames = ['probation', 'prisons', 'jobcentre', 'providers', 'outcomes'] as const;

/** The subgraphs that publish change events: all but outcomes, which consumes them. */
export const agencyNames = subgraphNames.filter((name) => name !== 'outcomes');
