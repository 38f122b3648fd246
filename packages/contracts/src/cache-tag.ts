/** What a tag says of how long answers may be kept. */
export interface CacheTag {
  /** Milliseconds beyond which no answer is given again. */
  readonly age: number;
  /** Whether an answer is for the same token alone, and not for all callers who may see the same. */
  readonly isPrivate: boolean;
}

/** What all such tags begin with. */
const prefix = 'cache:';
const form = /^cache:([1-9]\d{0,6})(ms|s|m)(:private)?$/;
const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** Longest that an answer may be kept: an hour, in milliseconds. */
const longest = 3_600_000;

/** Whether a tag wants to say something of caching, rightly or not. */
export function isCacheTag(name: string): boolean {
  return name.startsWith(prefix);
}

/**
 * Reads the name of a tag such as `cache:250ms`, `cache:30s` or `cache:5m:private`: for how long the gateway may keep answers of
 * the field, or of the type, that has it.
 *
 * @returns `undefined` where it says nothing that holds: of another form, or longer than an hour
 */
export function readCacheTag(name: string): CacheTag | undefined {
  const [, number = '', unit = '', only] = form.exec(name) ?? [];
  const age = Number(number) * (units[unit] ?? 0);
  return age > 0 && age <= longest ? { age, isPrivate: only !== undefined } : undefined;
}
