/** A number as it is written in JSON, for those that JavaScript's numbers cannot hold. `JSON.stringify` writes its text. */
export interface RawNumber {
  readonly rawJSON: string;
}

/** What Node 24 has and TypeScript's library does not declare yet: JSON.parse with source text access (ECMAScript 2026). */
interface JsonWithSource {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
}

const json = JSON as unknown as JsonWithSource;

/** Whether a value is a {@link RawNumber}. */
export const isRawNumber: (value: unknown) => value is RawNumber = json.isRawJSON;

/** Parses JSON so that numbers which JavaScript's cannot hold come as {@link RawNumber}. Several times slower than usual. */
export function parseWithRawNumbers(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && !isExact(source) ? json.rawJSON(source) : value,
  );
}

/** Whether JavaScript's numbers can hold a number: whether it is written as the same number again. */
export function isExact(text: string): boolean {
  return canonical(text) === canonical(String(Number(text)));
}

/** Digits and exponent of a decimal number, equal for all ways to write the same; `undefined` when it is none. */
function canonical(text: string): string | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (whole === '') return undefined;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
