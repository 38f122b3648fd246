/**
 * SQL for a list that is given to a prepared statement as a parameter, so that PostgreSQL plans the statement once.
 *
 * It plans a named statement anew each time for as long as that looks cheaper than the plan that fits all values, and with a list at hand it
 * always does: a list of one is cheaper than the ten that it assumes of an unknown list. Planning then costs more
 * than running. From behind a subselect the list is unknown either way, and after five executions the general plan stays.
 * Only for statements whose general plan is right, as where every row is found by an index.
 *
 * @param parameter `$1`
 * @param type of an element: `uuid`
 */
export function givenList(parameter: string, type: string): string {
  return `(SELECT ${parameter}::${type}[])::${type}[]`;
}
