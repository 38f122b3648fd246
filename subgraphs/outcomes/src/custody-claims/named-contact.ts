/**
 * SQL that tells whether a benefit centre had, on a day, a named contact for closing claims of prisoners (2:545–549); null where the
 * centre is not known. Both are SQL too.
 */
export function hadNamedContact(centre: string, day: string): string {
  return `CASE WHEN ${centre} IS NOT NULL THEN EXISTS (
    SELECT FROM outcomes.contact
    WHERE at_kind = 'benefit-centre' AND at_code = ${centre} AND role = 'BENEFIT_CLOSURE'
      AND from_day <= ${day} AND (to_day IS NULL OR to_day >= ${day})) END`;
}
