import { currentRegionCode, type PlainDate } from '@throughgate/domain';

/** A delivery unit that had a case from a day on, as the fact `case_unit` has it. */
export interface CaseUnit {
  readonly unit_code: string;
  readonly region_code: string | null;
  readonly begins: PlainDate;
}

/**
 * Which unit had a person's case on a day: the last that got it until then; `undefined` where no case was open yet. Its region has the
 * code that is used today.
 * @param units those that ever had it, the earliest first
 */
export function caseOn(units: readonly CaseUnit[], day: PlainDate): CaseUnit | undefined {
  const unit = units.findLast(({ begins }) => begins <= day);
  if (!unit || unit.region_code === null) return unit;
  return { ...unit, region_code: currentRegionCode(unit.region_code) ?? unit.region_code };
}
