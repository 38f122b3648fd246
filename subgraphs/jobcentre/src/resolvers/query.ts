import {
  benefitCentre,
  benefitCentres,
  jobcentreDistricts,
  jobcentreOffice,
  jobcentreOffices,
  jobcentreOfficesFor,
} from '@throughgate/domain';
import { connectionOfList, identifierInput, pageRequest } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';
import { claimant } from '../records/claimant.ts';

/** Where questions to the Jobcentre start. */
export const Query: QueryResolvers = {
  claimant: (_root, { nino }, { load }) => load(claimant.row, identifierInput('nino', nino)),
  adviser: (_root, { code }, { load }) => load(adviser.row, code),
  jobcentreOffice: (_root, { code }) => jobcentreOffice(code) ?? null,
  jobcentreOffices: (_root, { districtCode, deliveryUnitCode, ...page }) => {
    const offices = deliveryUnitCode == null ? jobcentreOffices() : jobcentreOfficesFor(deliveryUnitCode);
    return connectionOfList(
      offices
        .filter((office) => districtCode == null || office.districtCode === districtCode)
        .toSorted((one, other) => (one.code < other.code ? -1 : 1)),
      pageRequest(page),
      ({ code }) => code,
    );
  },
  jobcentreDistricts: () => jobcentreDistricts().toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  benefitCentre: (_root, { code }) => benefitCentre(code) ?? null,
  benefitCentres: () => [...benefitCentres()],
};
