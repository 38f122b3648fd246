import { csvLoader, indexBy } from './reference-file.ts';

/**
 * A centre that deals with claims for the Jobcentre: a Benefit Delivery Centre as the review of 2010 calls them (Department for
 * Work and Pensions, research report 784, section 2.6).
 */
export interface BenefitCentre {
  /** For example `BDC-HULL`. The codes are the hub's own. */
  readonly code: string;
  /** Town, for example `Hull`. */
  readonly name: string;
}

/** All benefit centres, in the order of their codes. Which towns had one is not verified at its source, but for Hull. */
export const benefitCentres: () => readonly BenefitCentre[] = csvLoader('benefit_centres.csv', (row) => ({
  code: row('code'),
  name: row('name'),
}));

/** The benefit centre with a code, or `undefined`. */
export const benefitCentre: (code: string) => BenefitCentre | undefined = indexBy(
  benefitCentres,
  ({ code }) => code,
);
