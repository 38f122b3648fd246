/**
 * A field of an input whose text does not fit, or `undefined` when every text does. Asked about are texts, and the names
 * of fields where an input is free in form.
 *
 * @param value as `JSON.parse` returns it, however deep
 * @param name how the value itself is named
 * @param fits whether a text will do
 * @returns the path to the text below `value` in dots, `requirements.0.type`; `name` when it is `value` itself
 */
export function misfittingText(
  value: unknown,
  name: string,
  fits: (text: string) => boolean,
): string | undefined {
  // A list of what is still to be looked at, since a hostile value nests deeper than the stack.
  const open: [part: unknown, place: string][] = [[value, '']];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [part, place] = next;
    if (typeof part === 'string' && !fits(part)) return place || name;
    if (typeof part !== 'object' || part === null) continue;
    for (const [key, inner] of Object.entries(part)) {
      if (!fits(key)) return place || name;
      open.push([inner, place ? `${place}.${key}` : key]);
    }
  }
  return undefined;
}

/**
 * Whether every agency's database can hold a text and gives it back as it was: PostgreSQL refuses the character NUL,
 * and an unpaired surrogate, which UTF-8 does not have, would be replaced on the way.
 */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** What a refusal of a text that is not storable says, after the field. */
export const storableTextRule = 'must not hold the character U+0000 or an unpaired surrogate.';
