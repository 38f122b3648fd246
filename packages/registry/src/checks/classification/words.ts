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

/** Whether `phrase` stands in `words`, word by word. */
export function hasPhrase(words: string, phrase: string): boolean {
  return ` ${words} `.includes(` ${phrase} `);
}

/** Whether `words` end in `phrase`, word by word. */
export function endsInPhrase(words: string, phrase: string): boolean {
  return ` ${words}`.endsWith(` ${phrase}`);
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh|ias)es$/.test(word)) return word.slice(0, -2);
  // `address`, `status`, `diagnosis` and `alias` are no plurals.
  return /(ss|us|is|as)$/.test(word) || word.length < 3 ? word : word.replace(/s$/, '');
}
