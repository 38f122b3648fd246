// All keys of advisory locks, so that no two meanings share one. Keys live in one space for each database; those by text
// are PostgreSQL's 64-bit hash of it, `hashtextextended(text, 0)`, where a chance collision is beyond expectation (2^-64
// for each pair). A key never changes: versions of the hub that run side by side must mean the same by it.

/** Keys that are numbers. The next free one is 7_468_726_007; 7_468_726_003 was never used. */
export const advisoryLock = {
  /** One hub at a time provisions a server: in the database `postgres`. */
  provisioning: 7_468_726_001,
  /** One process at a time migrates the database. */
  migration: 7_468_726_002,
  /** One process at a time looks after standing tokens: in the registry's database. */
  standingTokens: 7_468_726_004,
  /** One publication at a time is made: in the registry's database. */
  publication: 7_468_726_005,
  /** Held by a hub for as long as it runs: in the first of its databases. */
  hub: 7_468_726_006,
} as const;

/** Texts of which the hash is a key. Those that end with a space are completed in SQL. */
export const advisoryLockText = {
  /** One process at a time creates a table, named with its schema. */
  relation: (relation: string) => `throughgate ${relation}`,
  /** One process at a time creates a schema. */
  schema: (schema: string) => `throughgate schema ${schema}`,
  /** One relay of an agency works at a time. */
  relay: (agency: string) => `throughgate relay ${agency}`,
  /** One rebuild of a projection works at a time. */
  rebuild: (projection: string) => `throughgate rebuild ${projection}`,
  /** One process at a time puts events on the log that an agency sent over HTTP. */
  eventsOf: (agency: string) => `throughgate events of ${agency}`,
  /** One process at a time replaces the operations that a client registered. */
  operationsOf: (client: string) => `operations of ${client}`,
  /** One process at a time deletes what is past its time. */
  pruning: 'throughgate prune',
  /** One change at a time is made by a rule about all rows that share a value, named with its table and column. */
  peers: (value: string) => `throughgate peers ${value}`,
  /** One process at a time saves a cohort under a name. */
  cohort: (name: string) => `throughgate cohort ${name}`,
  /** One process at a time decides what is told of a kind of episodes: in the outcomes database. */
  releaseOf: (episode: string) => `throughgate release of ${episode}`,
  /** One process at a time releases measures: in outcomes' database. */
  releaseTick: 'throughgate release tick',
  /** Begins, before group and topic, what each member of a consumer group holds, shared. */
  groupMember: 'throughgate member ',
  /** Begins, before group and partition, what the consumer holds that owns the partition. */
  partitionOwner: 'throughgate partition ',
  /** Begins, before the schema of a generation, what a transaction holds that changes who is who. */
  linkage: 'throughgate linkage ',
} as const;
