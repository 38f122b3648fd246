import { deliveryUnit, probationRegion, probationRegions } from '@throughgate/domain';
import { identifierInput } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { managerOfCode } from '../records/community-manager.ts';
import { probationCase } from '../records/probation-case.ts';
import { byCode } from './by-code.ts';

/** Where questions to the probation service start. */
export const Query: QueryResolvers = {
  probationCase: (_root, { crn }, { load }) => load(probationCase.row, identifierInput('crn', crn)),
  probationRegion: (_root, { code }) => probationRegion(code) ?? null,
  probationRegions: () => [...probationRegions()].sort(byCode),
  deliveryUnit: (_root, { code }) => deliveryUnit(code) ?? null,
  communityManager: (_root, { code }, { load }) => load(managerOfCode, code),
};
