import { eventContractsPublished } from '@throughgate/contracts/registry-events';

/** What a published contract says of an event type: the entity that its events are about, and where its key stands in the data. */
export interface EventMeaning {
  readonly entity: string;
  /** Dotted path in the event's data. */
  readonly path: string;
  readonly about: 'person' | 'register';
}

/** An event type with the schema under which an agency published it. */
export interface PublishedType {
  readonly type: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What the event types of all agencies mean, as they are published now. */
export interface EventMeanings {
  /** Agencies that have published event types. */
  agencies(): readonly string[];
  /** What an event is about; `undefined` for a type that is not known. */
  of(agency: string, type: string): EventMeaning | undefined;
  /**
   * Entities that stand for a whole file of an agency: those whose key an event has at its top, where the file's own key stands.
   * An event names them when that value is the key of its file.
   */
  filesOf(agency: string, about: EventMeaning['about']): readonly EventMeaning[];
  /** Types of all entities of which an agency's events tell. */
  entitiesOf(agency: string): ReadonlySet<string>;
  /**
   * Takes what the registry published of an agency; a type that it names no more keeps its meaning, since its events stay on the
   * log. Tells whether anything is different now.
   */
  publish(agency: string, types: readonly PublishedType[]): boolean;
}

/** Creates {@link EventMeanings} that know nothing yet. */
export function createEventMeanings(): EventMeanings {
  const known = new Map<string, Map<string, EventMeaning>>();
  const files = new Map<string, readonly EventMeaning[]>();
  return {
    agencies: () => [...known.keys()],
    of: (agency, type) => known.get(agency)?.get(type),
    filesOf(agency, about) {
      const name = `${agency} ${about}`;
      const found = files.get(name) ?? filesAmong(known.get(agency), about);
      files.set(name, found);
      return found;
    },
    entitiesOf: (agency) => new Set([...(known.get(agency)?.values() ?? [])].map(({ entity }) => entity)),
    publish(agency, types) {
      const meanings = known.get(agency) ?? new Map<string, EventMeaning>();
      let changed = !known.has(agency);
      for (const { type, schema } of types) {
        const meaning = readMeaning(schema);
        if (!meaning || isSame(meaning, meanings.get(type))) continue;
        meanings.set(type, meaning);
        changed = true;
      }
      known.set(agency, meanings);
      for (const about of ['person', 'register']) files.delete(`${agency} ${about}`);
      return changed;
    },
  };
}

/** Reads the registry's event of an agency's contracts; `undefined` for one of another form, which the registry does not write. */
export function readPublishedTypes(
  data: unknown,
): { readonly agency: string; readonly types: readonly PublishedType[] } | undefined {
  const read = eventContractsPublished.data.safeParse(data);
  return read.success ? read.data : undefined;
}

/** Checked when it was published: a schema that has another form than this got past the registry, and means nothing. */
function readMeaning(schema: PublishedType['schema']): EventMeaning | undefined {
  const meaning = schema['x-throughgate'];
  if (typeof meaning !== 'object' || meaning === null) return undefined;
  const { entity, about = 'person' } = meaning as { readonly entity?: unknown; readonly about?: unknown };
  if (typeof entity !== 'object' || entity === null) return undefined;
  const { type, key } = entity as { readonly type?: unknown; readonly key?: unknown };
  if (typeof type !== 'string' || typeof key !== 'string') return undefined;
  return { entity: type, path: key, about: about === 'register' ? 'register' : 'person' };
}

function filesAmong(
  meanings: ReadonlyMap<string, EventMeaning> | undefined,
  about: EventMeaning['about'],
): readonly EventMeaning[] {
  const atTop = [...(meanings?.values() ?? [])].filter(
    (one) => one.about === about && !one.path.includes('.'),
  );
  return [...new Map(atTop.map((one) => [`${one.entity} ${one.path}`, one])).values()];
}

function isSame(one: EventMeaning, other: EventMeaning | undefined): boolean {
  return one.entity === other?.entity && one.path === other.path && one.about === other.about;
}
