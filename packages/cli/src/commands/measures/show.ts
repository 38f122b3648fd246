import { askGraph, type GraphPlace } from '../../graph/ask-graph.ts';
import type { Outcome } from '../../output/outcome.ts';
import { plain } from '../../output/plain.ts';

/** A definition as the graph tells it. */
interface Shown {
  readonly id: string;
  readonly version: number;
  readonly sql: string | null;
  readonly [field: string]: unknown;
}

/** What is shown of a definition, with its words. */
const lines = {
  question: 'question',
  form: 'kind',
  unit: 'in',
  per: 'for each',
  episode: 'counts',
  population: 'population',
  numerator: 'numerator',
  denominator: 'denominator',
  groups: 'groups',
  clockStart: 'clock starts',
  window: 'window',
  matureAfterDays: 'counts after days',
  exclusions: 'left out',
  censoring: 'lost to sight',
  dimensions: 'counted by',
  agencies: 'agencies',
  target: 'target',
  owner: 'owner',
  source: 'source',
  validFrom: 'valid from',
  validTo: 'valid to',
  noData: 'no data',
} as const;

const fields = `id version title sql ${Object.keys(lines).join(' ')}`;

/** `hub measures show`: how a measure is counted, with the SQL that counts it. */
export async function showMeasure(
  place: GraphPlace,
  id: string,
  { version }: { readonly version?: number | undefined },
): Promise<Outcome> {
  const { measures } = await askGraph<{ measures: readonly Shown[] }>(
    place,
    `query Measures($ids: [ID!], $all: Boolean) { measures(ids: $ids, allVersions: $all) { ${fields} } }`,
    { ids: [id], all: true },
  );
  const found = version === undefined ? measures[0] : measures.find((one) => one.version === version);
  if (!found) {
    const versions = measures.map((one) => one.version).join(', ');
    throw new Error(`${id} has no version ${version}. It has: ${versions}.`);
  }
  return { text: textOf(found), data: { measure: found } };
}

function textOf(one: Shown): string {
  const told = Object.entries(lines).flatMap(([field, name]) => {
    const value = one[field];
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    const words = Array.isArray(value) ? value.join(field === 'exclusions' ? '; ' : ', ') : String(value);
    return [`${name.padEnd(18)}${plain(words)}\n`];
  });
  const sql = one.sql === null ? '' : `\n${one.sql}\n`;
  return `${one.id} version ${one.version}: ${String(one['title'])}\n\n${told.join('')}${sql}`;
}
