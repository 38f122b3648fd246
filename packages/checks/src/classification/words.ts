/**
 * The words of a name in lower case and singular: `prisonerNumbers` gives `prisoner number`, `date_of_birth` gives
 * `date of birth`, `PNCNumber` gives `pnc number`.
 */
export function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')
    .map(singular)
    .join(' ');
}

/** Finds one of several phrases in words: anywhere, or only at the end. A phrase is in whole words. */
interface PhraseFinder {
  isIn(words: string): boolean;
  isAtEndOf(words: string): boolean;
}

/** Prepares the search for phrases, which are put into the form of {@link wordsOf}. */
export function anyPhrase(phrases: readonly string[]): PhraseFinder {
  const any = phrases.map(wordsOf).join('|');
  const anywhere = new RegExp(`(?:^| )(?:${any})(?: |$)`);
  const atEnd = new RegExp(`(?:^| )(?:${any})$`);
  return { isIn: (words) => anywhere.test(words), isAtEndOf: (words) => atEnd.test(words) };
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh|ias)es$/.test(word)) return word.slice(0, -2);
  // `address`, `status`, `diagnosis` and `alias` are no plurals.
  return /(ss|us|is|as)$/.test(word) || word.length < 3 ? word : word.replace(/s$/, '');
}
