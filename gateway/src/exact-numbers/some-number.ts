/** Whether some number in a JSON value is of a kind. Without recursion, since JSON may nest deeper than the stack. */
export function someNumber(value: unknown, isOfKind: (number: number) => boolean): boolean {
  if (typeof value === 'number') return isOfKind(value);
  if (typeof value !== 'object' || value === null) return false;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'number' && isOfKind(next)) return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const item of Array.isArray(next) ? next : Object.values(next)) waiting.push(item);
  }
  return false;
}
