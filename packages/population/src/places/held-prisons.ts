import { caseStudyEstate, caseStudyUnits } from '../reference/case-study-estate.ts';
import { deliveryUnits } from '../reference/delivery-units.ts';
import { nationalEstate } from '../reference/prison-catchment.ts';

/** Ids of the prisons in which a population's people can be held, of today and of the review's time, in order. */
export const heldPrisons: readonly string[] = (() => {
  const ids = new Set<string>();
  for (const unit of deliveryUnits) {
    for (const sex of ['F', 'M'] as const) {
      const estates = caseStudyUnits.includes(unit.code)
        ? [nationalEstate, caseStudyEstate]
        : [nationalEstate];
      for (const estate of estates) {
        for (const age of [19, 30]) {
          for (const id of Object.values(estate({ sex, unit }, age)).flat()) ids.add(id);
        }
      }
    }
  }
  return [...ids].sort();
})();
