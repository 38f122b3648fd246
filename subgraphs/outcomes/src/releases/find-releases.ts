import { badInput, type Connection, connectionOf, type PageArguments } from '@throughgate/subgraph-kit';
import type pg from 'pg';
import type { ReleaseFilter } from '../generated/graphql.ts';
import { isUnpaidAfter, moneyAfterRelease } from './first-money.ts';
import { gapsOf } from './gaps/gaps-of.ts';
import { countReleases, readReleases } from './read-releases.ts';
import type { GapCase, ObservedCase } from './release-case.ts';
import type { ReleaseLoaders } from './release-loaders.ts';
import { conditionsOf, releasePage } from './release-page.ts';
import type { ReleaseRow } from './rows.ts';

/**
 * As many releases as one question may have looked through for gaps or for money: rules decide about each, with all that is known of
 * the person.
 */
const mostLookedThrough = 5_000;

/** A page of releases; how many there are in all is counted when it is asked for. */
export interface ReleasePage extends Connection<ReleaseRow> {
  count(): Promise<number>;
}

/**
 * Finds the releases that a filter names, the earliest first. Without `gaps` and `unpaidAfterDays` a page costs what it holds;
 * with them all releases of the other conditions are looked through. Raises `BAD_USER_INPUT` for a filter or a page that cannot be, and
 * where there are more to look through than one question may.
 */
export async function findReleases(
  { pool, loaders }: { readonly pool: pg.Pool; readonly loaders: Pick<ReleaseLoaders, 'gapCaseOf'> },
  filter: ReleaseFilter,
  pageArguments: PageArguments,
): Promise<ReleasePage> {
  const page = releasePage(pageArguments);
  const conditions = conditionsOf(filter);
  const isWanted = derivedCondition(filter);
  const positionOf = (row: ReleaseRow) => [row.released_at.toISOString(), row.id];
  if (isWanted === undefined) {
    const rows = await readReleases(pool, conditions, { after: page.after, limit: page.first + 1 });
    return { ...connectionOf(rows, page, positionOf), count: () => countReleases(pool, conditions) };
  }
  const candidates = await readReleases(pool, conditions, { limit: mostLookedThrough + 1 });
  if (candidates.length > mostLookedThrough) {
    throw badInput(
      'filter',
      `With "gaps" or "unpaidAfterDays" at most ${mostLookedThrough} releases can be looked through. Ask for a shorter period, or for fewer prisons or regions.`,
    );
  }
  const cases = await Promise.all(candidates.map((row) => loaders.gapCaseOf(row)));
  const found = cases.filter(isWanted).map(({ release }) => release);
  const from = found.findIndex((row) => isBehind(positionOf(row), page.after));
  const rows = from === -1 ? [] : found.slice(from, from + page.first + 1);
  return { ...connectionOf(rows, page, positionOf), count: async () => found.length };
}

/** What the filter asks that no statement can tell; `undefined` when it asks nothing of the kind. */
function derivedCondition({
  gaps,
  unpaidAfterDays,
}: ReleaseFilter): ((at: GapCase & ObservedCase) => boolean) | undefined {
  if (gaps == null && unpaidAfterDays == null) return undefined;
  const wanted = gaps == null ? undefined : new Set<string>(gaps);
  return (at) =>
    (wanted === undefined || gapsOf(at).gaps.some(({ kind }) => wanted.has(kind))) &&
    (unpaidAfterDays == null || isUnpaidAfter(unpaidAfterDays, moneyAfterRelease(at)));
}

function isBehind(position: readonly string[], after: readonly (string | null)[] | undefined): boolean {
  if (after === undefined) return true;
  const [at = '', id = ''] = position;
  const [afterAt, afterId] = after;
  return at > (afterAt ?? '') || (at === afterAt && id > (afterId ?? ''));
}
