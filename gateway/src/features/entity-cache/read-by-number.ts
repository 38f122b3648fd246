import { createBoundedCache } from '../../data/bounded-cache.ts';

/**
 * Makes the function that reads each text once, with a number that stands for the text in keys: it is shorter, and never that of another.
 *
 * @param most how many texts are remembered; one that was forgotten is read again, with another number
 */
export function readByNumber<Read>(
  most: number,
  read: (text: string, number: number) => Read,
): (text: string) => Read {
  const known = createBoundedCache<{ readonly read: Read }>(most);
  let numbers = 0;
  return (text) => {
    let found = known.get(text);
    if (!found) {
      found = { read: read(text, numbers++) };
      known.set(text, found);
    }
    return found.read;
  };
}
