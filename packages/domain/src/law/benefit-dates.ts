import { addDays, type PlainDate } from '../calendar/plain-date.ts';

/**
 * First day of each benefit, by its code.
 * Sources: Jobseekers Act 1995, in force for claims from 7 October 1996; Welfare Reform Act 2007, part 1, Employment and Support
 * Allowance from 27 October 2008; Universal Credit Regulations 2013 (SI 2013/376), regulation 1; Income Support and Housing
 * Benefit by the Social Security Act 1986, from 11 and 1 April 1988. The days of 1988 and 1996 are not verified at their source.
 */
const firstDays: Readonly<Record<string, PlainDate>> = {
  UC: '2013-04-29',
  JSA: '1996-10-07',
  ESA: '2008-10-27',
  IS: '1988-04-11',
  HB: '1988-04-01',
};

/** Benefits that are paid either by income or by contributions. */
const withBasis = ['JSA', 'ESA'];

/**
 * What is wrong with a claim of a benefit from a day and on a basis, as a clause that a message can end with; `undefined` when
 * nothing is.
 * @param basis null where it is not known, or there is none
 */
export function benefitProblem(
  benefit: string,
  from: PlainDate,
  basis: string | null,
): { readonly field: 'from' | 'basis'; readonly problem: string } | undefined {
  const firstDay = firstDays[benefit];
  if (firstDay !== undefined && from < firstDay) {
    return {
      field: 'from',
      problem: `must not be before ${firstDay}, the first day of ${benefit}; it is ${from}`,
    };
  }
  if (basis !== null && !withBasis.includes(benefit)) {
    return {
      field: 'basis',
      problem: `is for ${withBasis.join(' and ')} only, and must be left out for ${benefit}`,
    };
  }
  return undefined;
}

/**
 * First day on which a claim may be taken in prison before a release, by its benefit; `undefined` where no limit is known.
 * Jobseeker's Allowance was taken up to five weeks before the release from March 2012, when claims were first taken in prison
 * (Department for Work and Pensions, research report 784, section 4.3, says that they were; the five weeks are not verified at
 * their source). Universal Credit is prepared from 12 weeks before, when the work coach of the prison is first seen (GOV.UK,
 * "Benefits and prison: Universal Credit").
 */
export function earliestAdvanceClaim(benefit: string, releaseOn: PlainDate): PlainDate | undefined {
  const weeks = { JSA: 5, UC: 12 }[benefit];
  return weeks === undefined ? undefined : addDays(releaseOn, -7 * weeks);
}
