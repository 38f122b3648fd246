/** Numbers of versions in words, such as `versions 1–3 and 5`; `numbers` grow. */
export function describeVersions(numbers: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run.last === number - 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  const texts = runs.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
  const list = new Intl.ListFormat('en-GB').format(texts);
  return `${numbers.length === 1 ? 'version' : 'versions'} ${list}`;
}
