import { programmes, serviceProviders } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/** Providers of Commissioned Rehabilitative Services, and organisations that run programmes. Source: the reference data of `packages/domain`. */
export const provider = listedDimension({
  id: 'PROVIDER',
  title: 'Provider',
  describes: 'Provider of the service, or organisation that runs the programme.',
  column: 'provider_code',
  list: () => [
    ...programmes().map(({ organisation: { code, name } }) => [code, name] as const),
    ...serviceProviders().map(({ code, name }) => [code, name] as const),
  ],
});
