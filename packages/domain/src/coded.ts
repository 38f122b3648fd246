/** A value of a list that may grow, as events carry it: readers that do not know the code show its title. */
export interface Coded {
  readonly code: string;
  readonly title: string;
}

/**
 * A code as events carry it, with its title in words; null for a code that is null. A code without a title, from a row that
 * a later version wrote, is its own title.
 * @param titles the title of each code of the list, for example a `Record` of the type that the list has in the graph
 */
export function coded(titles: Readonly<Record<string, string>>, code: string): Coded;
export function coded(titles: Readonly<Record<string, string>>, code: string | null): Coded | null;
export function coded(titles: Readonly<Record<string, string>>, code: string | null): Coded | null {
  return code === null ? null : { code, title: titles[code] ?? code };
}
