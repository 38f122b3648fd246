/** What the hub's own code knows of an agency that comes with it. */
interface HubAgencyEntry {
  /** For headings that people read. */
  readonly title: string;
  /**
   * The record that a person's file begins with, and the field of it that holds the file's key. Outcomes adds `offender` to
   * it, which leads back to the person: the type is in its SDL too.
   */
  readonly mainRecord: { readonly type: string; readonly key: string };
}

/**
 * The agencies that come with the hub, in the order in which they are listed everywhere. It is the only place that names
 * them all: whatever needs one of each is derived from it, so that forgetting one does not compile or fails a test.
 * Names are lower-case words, and at the same time those of subgraph, database, service and topic.
 */
export const hubAgencies = {
  probation: { title: 'Probation', mainRecord: { type: 'ProbationCase', key: 'crn' } },
  prisons: { title: 'Prisons', mainRecord: { type: 'Prisoner', key: 'prisonerNumber' } },
  jobcentre: { title: 'Jobcentre', mainRecord: { type: 'Claimant', key: 'nino' } },
  providers: { title: 'Providers', mainRecord: { type: 'Referral', key: 'referenceNumber' } },
} as const satisfies Readonly<Record<string, HubAgencyEntry>>;

/** Name of an agency that comes with the hub. */
export type HubAgency = keyof typeof hubAgencies;

/** Names of the agencies that come with the hub, which publish change events. */
export const hubAgencyNames = Object.keys(hubAgencies) as readonly HubAgency[];

/** Names of the hub's own subgraphs: the agencies, and outcomes, which consumes their events. */
export const hubSubgraphNames = [...hubAgencyNames, 'outcomes'] as const;

/** Name of one of the hub's own subgraphs. */
export type HubSubgraph = (typeof hubSubgraphNames)[number];
