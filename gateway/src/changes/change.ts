/** That a record of an agency changed, as the agency told on the event log: which entity of the graph, and in which event. */
export interface Change {
  /** GraphQL type of the entity. */
  readonly entity: string;
  /** Its fields of a `@key`, by name; numbers as text. */
  readonly key: Readonly<Record<string, string>>;
  /** Type of the event. */
  readonly type: string;
  /** Id of the event, which changes that it names share. */
  readonly id: string;
  /** Whose event it is: the name of the agency's subgraph. */
  readonly agency: string;
  /** Key of the file that changed: of events of one file the versions grow. */
  readonly file: string;
  /** Whether the file is a person's, or an entry of a register. */
  readonly about: 'person' | 'register';
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** When the agency recorded it, in milliseconds since 1970. */
  readonly time: number;
  /** Version of the file after the change. */
  readonly version: number;
  /** Whether the record is there no more, and nothing of it may be shown. */
  readonly erased: boolean;
}

/** One text for each entity of a key. */
export function entityName(entity: string, key: Change['key']): string {
  const names = Object.keys(key).sort();
  return `${entity} ${names.map((name) => `${name}=${JSON.stringify(key[name])}`).join()}`;
}
