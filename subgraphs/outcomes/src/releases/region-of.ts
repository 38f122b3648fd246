import { currentRegionCode, probationRegions, regionOfPrison } from '@throughgate/domain';
import type { PersonFacts } from './rows.ts';

/**
 * Code of the region to which a release, or what else happened in a prison, belongs: of the person's probation case; without a case, and so above all for those whom
 * nobody supervises, of the prison. Null where neither is known. Regions that have several codes are told by the one that they bear now.
 */
export function regionOf({
  release,
  person,
}: {
  readonly release: { readonly prison_id: string | null };
  readonly person: Pick<PersonFacts, 'caseRegion'>;
}): string | null {
  const { caseRegion } = person;
  if (caseRegion !== null) return currentRegionCode(caseRegion) ?? caseRegion;
  const name = regionOfPrison(release.prison_id ?? '');
  const ofPrison = probationRegions().find((region) => region.name === name);
  return ofPrison === undefined ? null : (currentRegionCode(ofPrison.code) ?? null);
}
