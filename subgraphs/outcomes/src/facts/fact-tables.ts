import type { Fact } from './fact.ts';

/** Columns that say whose a fact's row is. */
export function ownerColumns({ about }: Fact): Readonly<Record<string, string>> {
  return about === 'person' ? { file_id: 'uuid' } : { agency: 'text', entry: 'text' };
}

/** The statements that create a fact's table and its indexes, in the schema that is first on the search path. */
export function factTable(fact: Fact): string {
  const { table, columns, indexes } = fact;
  const owner = ownerColumns(fact);
  const lines = [
    ...Object.entries(owner).map(([name, type]) => `${name} ${type} NOT NULL`),
    'id text NOT NULL',
    'version bigint NOT NULL',
    ...Object.entries(columns).map(([name, type]) => `${name} ${type}`),
    `PRIMARY KEY (${[...Object.keys(owner), 'id'].join(', ')})`,
  ];
  return [
    `CREATE TABLE ${table} (\n  ${lines.join(',\n  ')}\n);`,
    ...indexes.map((names) => {
      const [first = ''] = names;
      // Codes are asked for by their values, and most agencies' rows have none.
      const rows = columns[first] === 'text' ? ` WHERE ${first} IS NOT NULL` : '';
      return `CREATE INDEX ON ${table} (${names.join(', ')})${rows};`;
    }),
  ].join('\n');
}
