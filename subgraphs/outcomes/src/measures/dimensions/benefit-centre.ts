import { benefitCentres } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/** Benefit delivery centres. Source: DWP research report 784, section 2.6; see `benefitCentres` of `packages/domain`. */
export const benefitCentre = listedDimension({
  id: 'BENEFIT_CENTRE',
  title: 'Benefit centre',
  describes: 'Benefit centre that pays the claim.',
  column: 'benefit_centre_code',
  list: () => benefitCentres().map(({ code, name }) => [code, name]),
});
