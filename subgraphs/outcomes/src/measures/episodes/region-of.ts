import { probationRegion, probationRegions, regionOfPrison } from '@throughgate/domain';
import type pg from 'pg';

/** Codes of the probation regions of people's cases as they are now, by the ids of the people, with one statement. */
export async function readCaseRegions(
  client: Pick<pg.ClientBase, 'query'>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ person_id: string; region_code: string }>(
    `SELECT DISTINCT ON (cluster_id) cluster_id AS person_id, region_code
     FROM outcomes.file JOIN outcomes.case_region ON file_id = file.id
     WHERE cluster_id = ANY ($1::uuid[]) AND agency = 'probation' AND region_code IS NOT NULL
     ORDER BY cluster_id, case_region.version DESC, file.id`,
    [personIds],
  );
  return new Map(rows.map(({ person_id, region_code }) => [person_id, region_code]));
}

/**
 * The region by which an episode is counted: that of the person's probation case, or else of the prison, as in the list of releases.
 * A region that has several codes is told by the first of them, so that it is one group. Null where neither is known.
 */
export function regionOf(caseRegion: string | undefined, prisonId: string | null | undefined): string | null {
  const name = caseRegion === undefined ? regionOfPrison(prisonId ?? '') : probationRegion(caseRegion)?.name;
  return name === undefined ? (caseRegion ?? null) : (firstCode(name) ?? null);
}

function firstCode(name: string): string | undefined {
  return probationRegions()
    .flatMap((region) => (region.name === name ? [region.code] : []))
    .sort()[0];
}
