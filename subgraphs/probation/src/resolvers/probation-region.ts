import { deliveryUnits, probationRegion } from '@throughgate/domain';
import type { ProbationRegionResolvers } from '../generated/graphql.ts';
import { byCode } from './by-code.ts';

/** A region of the Probation Service, which is reference data and needs no database. */
export const ProbationRegion: ProbationRegionResolvers = {
  __resolveReference: ({ code }) => probationRegion(code) ?? null,
  deliveryUnits: ({ code }) =>
    deliveryUnits()
      .filter(({ regionCode }) => regionCode === code)
      .sort(byCode),
};
