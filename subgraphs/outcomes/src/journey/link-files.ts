/** A file with the identifiers that it holds, each as `<kind> <value>`. */
export interface LinkableFile {
  readonly id: string;
  readonly identifiers: readonly string[];
}

/**
 * Decides which files belong to one person: those that share an identifier, directly or through other files.
 * Returns the cluster of each file, named by the least id in it, whatever the order of the files.
 *
 * This is the place where weighing names, dates and places, and reviewed decisions, will come in.
 */
export function linkFiles(files: readonly LinkableFile[]): Map<string, string> {
  const parents = new Map(files.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    const parent = parents.get(id) ?? id;
    if (parent === id) return id;
    const top = root(parent);
    parents.set(id, top);
    return top;
  };
  const holders = new Map<string, string>();
  for (const { id, identifiers } of files) {
    for (const identifier of identifiers) {
      const holder = holders.get(identifier);
      if (holder === undefined) {
        holders.set(identifier, id);
        continue;
      }
      const [least, other] = [root(holder), root(id)].sort() as [string, string];
      parents.set(other, least);
    }
  }
  return new Map(files.map(({ id }) => [id, root(id)]));
}
