/** Up to where the read model has been read, as the store keeps it with what came of it. */
export interface FeedPosition {
  /** Which read model it is a position in: another server, another generation, another history. */
  readonly model: string;
  /** Versions of the kinds that were worked out. */
  readonly kinds: Readonly<Record<string, number>>;
  /** The last file that was read, in the order of the transactions that changed files: one of them and the file. */
  readonly after: FilePlace;
  /** Registers were read whole as they were before this transaction; null while they were not. */
  readonly registers: string | null;
  /** The walk over all people, while it lasts; null once it is over. */
  readonly walk: Walk | null;
  /** Agencies that had ever told of anybody: what one did not tell means something once it speaks. */
  readonly speaking: readonly string[];
  /** When each agency recorded the latest of its events that are in the store, ISO 8601. */
  readonly recorded: Readonly<Record<string, string>>;
}

/** A walk over all people in the order of their ids. */
interface Walk {
  /** After whom it goes on. */
  readonly after: string | null;
  /** People it has met. */
  readonly done: number;
  /** Whether questions are answered meanwhile: everybody is there already. */
  readonly beside: boolean;
}

/** A file among those that changed. */
export interface FilePlace {
  /** Transaction, as a number in text. */
  readonly changed: string;
  readonly fileId: string;
}

/** Before all files that a transaction changed. */
export function beforeTransaction(changed: string): FilePlace {
  return { changed, fileId: '00000000-0000-0000-0000-000000000000' };
}

/** Whether a position is one of this read model and of these kinds: if not, everybody is worked out anew. */
export function fits(
  position: FeedPosition,
  model: string,
  kinds: readonly { readonly name: string; readonly version: number }[],
): boolean {
  return (
    position.model === model &&
    Object.keys(position.kinds).length === kinds.length &&
    kinds.every(({ name, version }) => position.kinds[name] === version)
  );
}

/** A position as the store gave it back; undefined for none, and for one that is not written so. */
export function readPosition(text: string | undefined): FeedPosition | undefined {
  if (text === undefined) return undefined;
  try {
    const position = JSON.parse(text) as Partial<FeedPosition>;
    const whole =
      position.model && position.kinds && position.after && position.recorded && position.speaking;
    return whole ? (position as FeedPosition) : undefined;
  } catch {
    return undefined;
  }
}
