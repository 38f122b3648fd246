import type { EpisodeKind } from '../declaration/episode-kind.ts';
import { yearColumn } from './year-column.ts';

/** Names of types in CSV on the Web (https://www.w3.org/TR/tabular-data-primer/). */
const datatypes: Readonly<Record<EpisodeKind['columns'][string]['type'], string>> = {
  text: 'string',
  timestamp: 'dateTime',
  date: 'date',
  integer: 'integer',
  boolean: 'boolean',
};

interface Exported {
  readonly kinds: readonly EpisodeKind[];
  readonly exported: readonly { readonly kind: string; readonly rows: number }[];
  readonly knownAt: Date;
  readonly version: string;
}

/** `metadata.json` of an export: what was exported as of when, and each table with its columns, in the manner of CSV on the Web. */
export function exportMetadata({ kinds, exported, knownAt, version }: Exported) {
  const rows = new Map(exported.map((one) => [one.kind, one.rows]));
  return {
    title: 'Episodes that measures of Throughgate count',
    notice: 'Rows are about single people, and are not disclosure-controlled.',
    asOf: knownAt.toISOString(),
    hubVersion: version,
    tables: kinds.map((kind) => ({
      name: kind.name,
      version: kind.version,
      url: `kind=${kind.name}/`,
      description: kind.describes,
      rows: rows.get(kind.name) ?? 0,
      tableSchema: {
        primaryKey: 'id',
        columns: [
          column('id', 'string', 'The episode: a hash that is its own in this export alone.'),
          ...(kind.about === 'person'
            ? [
                column(
                  'person',
                  'string',
                  'Whose it is: a hash, the same in all tables of this export alone.',
                ),
              ]
            : []),
          ...Object.entries(kind.columns).map(([name, { type, describes, names }]) =>
            column(
              name,
              datatypes[type],
              names ? `${describes} A hash that is its own in this export alone.` : describes,
            ),
          ),
          {
            ...column(
              'year',
              'integer',
              `Year of ${yearColumn(kind) ?? 'nothing: there is no day'}, null where that is.`,
            ),
            partition: true,
          },
        ],
      },
    })),
  };
}

function column(name: string, datatype: string, description: string) {
  return { name, datatype, description };
}
