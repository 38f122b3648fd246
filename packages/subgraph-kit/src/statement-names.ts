/** Most parameters of a statement that gets a name: longer lists of keys hardly come twice with the same length. */
const mostParameters = 8;
/** Most statements with a name: each is kept by every connection of the pool, on both sides. */
const mostNames = 500;

/**
 * Makes the function that names Prisma's statements for the adapter, so that each connection parses and plans a
 * statement once and not each time it runs, which took PostgreSQL more than twice as long as running it. An empty
 * name stands for "not prepared".
 */
export function createStatementNames(): (query: {
  readonly sql: string;
  readonly args: readonly unknown[];
}) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    if (args.length > mostParameters) return '';
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= mostNames) return '';
    const name = `prisma-${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
