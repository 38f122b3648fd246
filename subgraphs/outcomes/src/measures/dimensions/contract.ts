import { crsContracts } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/** Contracts for Commissioned Rehabilitative Services. Source: the reference data of `packages/domain`. */
export const contract = listedDimension({
  id: 'CONTRACT',
  title: 'Contract',
  describes: 'Contract for Commissioned Rehabilitative Services, by its reference.',
  column: 'contract_reference',
  list: () => crsContracts().map(({ reference, title }) => [reference, title]),
});
