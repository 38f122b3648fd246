/** A value as JSON; `undefined` where that is longer than so many UTF-16 units, or the value is nested deeper than the stack allows. */
export function jsonWithin(longest: number, value: unknown): string | undefined {
  try {
    const text = JSON.stringify(value);
    return text.length > longest ? undefined : text;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
