import type { Definition, Figure } from '../graph/figure.ts';
import { figureColumns } from './figure-columns.ts';

const datatypes = { text: 'string', integer: 'integer', number: 'number', boolean: 'boolean' } as const;

/**
 * Describes the CSV of a figure as CSV on the Web has it (W3C Recommendation "Metadata Vocabulary for Tabular Data", 2015).
 *
 * @param url address of the CSV, relative to that of its metadata
 */
export function csvMetadata(
  figure: Figure,
  definition: Definition,
  { by, url }: { readonly by: readonly string[]; readonly url: string },
): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url,
    'dc:title': definition.title,
    'dc:description': definition.question,
    'dc:identifier': figure.citation,
    'dc:bibliographicCitation': figure.citation,
    'dc:hasVersion': `${definition.id} version ${definition.version}`,
    'dc:source': definition.source,
    'dc:creator': definition.owner,
    'dc:modified': { '@value': figure.asOf, '@type': 'dateTime' },
    'dc:rights': `Protected by the disclosure policy ${figure.policy}.`,
    'rdfs:comment': [
      'What is too few to tell is empty, and "suppressed" is true. Totals are rounded on their own.',
      'A text that a spreadsheet could take for a formula has an apostrophe before it.',
    ],
    dialect: { encoding: 'utf-8', header: true, lineTerminators: ['\r\n'] },
    tableSchema: {
      columns: figureColumns(by).map(({ name, title, describes, type }) => ({
        name,
        titles: name,
        'dc:title': title,
        'dc:description': describes,
        datatype: datatypes[type],
        null: '',
      })),
    },
  };
}
