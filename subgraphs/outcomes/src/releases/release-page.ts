import {
  addDays,
  isPlainDate,
  londonTime,
  prisonsOfRegion,
  probationRegion,
  probationRegions,
} from '@throughgate/domain';
import {
  badInput,
  isFilled,
  isMoment,
  type PageArguments,
  type PageRequest,
  pageRequest,
} from '@throughgate/subgraph-kit';
import type { ReleaseFilter } from '../generated/graphql.ts';

/** A condition of a statement, with the values of its `?` in order. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Whether it holds of all releases of a London day or of none. */
  readonly ofWholeDays?: boolean;
  /** What is true of all that meet it, and found sooner where every release has to be looked at: for counts. */
  readonly counting?: Omit<Condition, 'counting'>;
}

/** Checks the arguments of a page of releases. Raises `BAD_USER_INPUT` saying what is accepted. */
export function releasePage(page: PageArguments): PageRequest {
  return pageRequest(page, isMoment, isFilled);
}

/**
 * The conditions that a filter sets on a statement over releases, `r` with its prison's file `owner` and the sentence
 * `served`. Raises `BAD_USER_INPUT` for a period that is none, a region that does not exist, or a number below one.
 */
export function conditionsOf(filter: ReleaseFilter): readonly Condition[] {
  const { from, to, prisonIds, regionCodes, sentenceUnderMonths, recall, sex } = filter;
  if (!isPlainDate(from) || !isPlainDate(to) || to < from) {
    throw badInput('to', `"to" must be "from" (${from}) or a later day, not ${to}.`);
  }
  const conditions: Condition[] = [
    {
      sql: 'r.released_at >= ? AND r.released_at < ?',
      values: [londonTime(from, '00:00'), londonTime(addDays(to, 1), '00:00')],
      ofWholeDays: true,
    },
  ];
  if (prisonIds) conditions.push({ sql: 'r.prison_id = ANY (?::text[])', values: [prisonIds] });
  if (regionCodes) conditions.push(inRegions(regionCodes));
  if (sentenceUnderMonths != null) {
    atLeastOne('sentenceUnderMonths', sentenceUnderMonths);
    conditions.push({
      sql: 'served.imposed_on + served.days < (served.imposed_on + make_interval(months => ?::int))::date',
      values: [sentenceUnderMonths],
    });
  }
  if (filter.unpaidAfterDays != null) atLeastOne('unpaidAfterDays', filter.unpaidAfterDays);
  if (recall != null) conditions.push({ sql: 'r.recall = ?::boolean', values: [recall] });
  if (sex) {
    conditions.push({
      sql: `(SELECT described.sex FROM outcomes.file AS described
        WHERE described.cluster_id = owner.cluster_id AND described.described_at IS NOT NULL
        ORDER BY described.described_at DESC, described.id LIMIT 1) = ANY (?::text[])`,
      values: [sex],
    });
  }
  return conditions;
}

/**
 * A release belongs to the region of the person's probation case; without a case, and so above all for those whom nobody supervises, to
 * that of the prison. A region that has several codes is meant by each of them.
 */
function inRegions(codes: readonly string[]): Condition {
  const names = codes.map((code) => {
    const region = probationRegion(code);
    if (region === undefined) {
      throw badInput(
        'regionCodes',
        `There is no probation region "${code}". A code is for example N50 (Greater Manchester).`,
      );
    }
    return region.name;
  });
  const allCodes = probationRegions().flatMap(({ code, name }) => (names.includes(name) ? [code] : []));
  const values = [allCodes, names.flatMap(prisonsOfRegion)];
  return {
    sql: `coalesce(
      (SELECT placed.region_code FROM outcomes.file AS member
         JOIN outcomes.case_region AS placed ON placed.file_id = member.id
       WHERE member.cluster_id = owner.cluster_id AND member.agency = 'probation'
       ORDER BY placed.version DESC, member.id LIMIT 1) = ANY (?::text[]),
      r.prison_id = ANY (?::text[]))`,
    values,
    counting: {
      sql: `owner.cluster_id IN (SELECT member.cluster_id FROM outcomes.case_region AS placed
          JOIN outcomes.file AS member ON member.id = placed.file_id WHERE placed.region_code = ANY (?::text[]))
        OR r.prison_id = ANY (?::text[])`,
      values,
    },
  };
}

function atLeastOne(field: string, value: number): void {
  if (value < 1) throw badInput(field, `"${field}" must be 1 or more, not ${value}.`);
}
