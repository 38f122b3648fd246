import { whyReserved } from '@throughgate/registry-client/reserved-names';
import { InvalidArgumentError } from 'commander';

/** Accepts one of these words. */
export function oneOf<const Name extends string>(names: readonly Name[]): (value: string) => Name {
  return (value) => {
    const known = names.find((name) => name === value);
    if (known !== undefined) return known;
    throw new InvalidArgumentError(`It must be one of: ${names.join(', ')}.`);
  };
}

/** Accepts words with commas between them, each of which `accept` accepts. */
export function listOf<Item>(accept: (value: string) => Item): (value: string) => Item[] {
  return (value) => value.split(',').map((one) => accept(one.trim()));
}

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** Accepts a whole number of at most six digits. */
export function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

/** Accepts a whole number of at most six digits, 1 or more. */
export function positiveNumber(value: string): number {
  const number = wholeNumber(value);
  if (number === 0) throw new InvalidArgumentError('It must be 1 or more.');
  return number;
}

/** Accepts the number of a record, as lists show it. */
export function digits(value: string): string {
  if (!/^\d{1,18}$/.test(value)) throw new InvalidArgumentError('It must be a number, as `list` shows it.');
  return value;
}

/** Collects numbers of records, as lists show them. */
export function collectDigits(value: string, before: readonly string[] = []): string[] {
  return collect(digits(value), before);
}

/** Accepts text that says something, of at most a thousand characters. */
export function words(value: string): string {
  const text = value.trim();
  if (text === '' || text.length > 1_000 || text.includes('\0') || !text.isWellFormed()) {
    throw new InvalidArgumentError('It must be text of 1 to 1000 characters.');
  }
  return text;
}

/** Accepts the name of a subgraph. */
export function subgraphName(value: string): string {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(value)) {
    throw new InvalidArgumentError(
      'The name of a subgraph is 1 to 40 lower-case letters, digits and hyphens, a letter first.',
    );
  }
  return value;
}

/** Collects the names of subgraphs of an option that may be given several times. */
export function collectNames(value: string, before: readonly string[]): string[] {
  return collect(subgraphName(value), before);
}

/** Accepts the name of a subgraph that is to be made. */
export function newSubgraphName(value: string): string {
  const name = subgraphName(value);
  const use = whyReserved(name, { events: true });
  if (use !== undefined)
    throw new InvalidArgumentError(`The hub needs this name for ${use}: choose another one.`);
  return name;
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Accepts a moment, ISO 8601 (a day alone is its beginning in UTC), or how long ago it is: `90m`, `24h`, `7d`. */
export function moment(value: string): Date {
  const [, count, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(value) ?? [];
  if (count !== undefined) return new Date(Date.now() - Number(count) * (secondsOf[unit] ?? 0) * 1_000);
  const isIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(value);
  const parsed = new Date(isIso ? value : Number.NaN);
  if (!Number.isNaN(parsed.getTime())) return parsed;
  throw new InvalidArgumentError(
    'It must be a day (2026-11-25), a moment with its zone (2026-11-25T09:00:00Z), or how long ago: 90m, 24h, 7d.',
  );
}

/** Accepts a length of time, such as `90m` or `8h`, in whole seconds, at most a day. */
export function lifetime(value: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(value) ?? [];
  const seconds = Number(count) * (secondsOf[unit] ?? 0);
  if (seconds >= 1 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError(
    'It must be a number with s, m, h or d, such as 90m or 8h, and at most a day.',
  );
}

/** Accepts a digest, or its first 8 or more hexadecimal digits. */
export function digestStart(value: string): string {
  if (!/^(sha256:)?[0-9a-f]{8,64}$/.test(value)) {
    throw new InvalidArgumentError('It must be a digest, or its first 8 or more hexadecimal digits.');
  }
  return value;
}

/** Accepts an address that begins with http:// or https://. */
export function httpUrl(value: string): string {
  if (!/^https?:$/.test(URL.parse(value)?.protocol ?? '')) {
    throw new InvalidArgumentError('It must be an address, http://… or https://….');
  }
  return value;
}

/** A name that may be given as argument or, as Rover has it, with --name. Raises `InvalidArgumentError` without one. */
export function givenName(argument: string | undefined, option: string | undefined): string {
  const name = argument ?? option;
  if (name === undefined) throw new InvalidArgumentError('Which subgraph? Give its name.');
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new InvalidArgumentError(`Two names are given: ${argument} and ${option}.`);
  }
  return name;
}
