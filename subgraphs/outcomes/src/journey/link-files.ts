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
  const parents = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let parent = parents.get(at); parent !== undefined; parent = parents.get(at)) {
      // Each step shortens the path behind it, so that long chains are walked once only.
      const above = parents.get(parent);
      if (above !== undefined) parents.set(at, above);
      at = parent;
    }
    return at;
  };
  const join = (one: string, other: string): void => {
    if (one < other) parents.set(other, one);
    else if (other < one) parents.set(one, other);
  };
  const holders = new Map<string, string>();
  for (const { id, identifiers } of files) {
    for (const identifier of identifiers) {
      const holder = holders.get(identifier);
      if (holder === undefined) holders.set(identifier, id);
      else join(root(holder), root(id));
    }
  }
  return new Map(files.map(({ id }) => [id, root(id)]));
}
