import type { EventFault } from './event-fault.ts';

/** How deeply data may be nested: more is no record of anything, and would overrun the stack of who walks it. */
const deepest = 64;

/**
 * What in data would not come to readers as it was sent, whatever the schema says: numbers that JSON readers round,
 * characters that databases cannot store, nesting without end.
 */
export function dataFaults(data: unknown): readonly EventFault[] {
  const faults: EventFault[] = [];
  look(data, '/data', 0);
  return faults;

  function look(value: unknown, pointer: string, depth: number): void {
    const fault = faultOf(value);
    if (fault !== undefined) faults.push({ code: 'HUB-C082', pointer, message: fault });
    if (typeof value !== 'object' || value === null) return;
    if (depth === deepest) {
      faults.push({ code: 'HUB-C082', pointer, message: `must not be nested more than ${deepest} deep` });
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      const below = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!isStorable(name)) {
        faults.push({ code: 'HUB-C082', pointer, message: `the name ${JSON.stringify(name)} ${unstorable}` });
      }
      look(inner, below, depth + 1);
    }
  }
}

const unstorable = 'holds a character that is none (NUL, or half a surrogate pair)';

function faultOf(value: unknown): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : unstorable;
  if (typeof value !== 'number') return undefined;
  const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return isExact ? undefined : 'is a number that readers of JSON round; give it as text';
}

/** Whether PostgreSQL can store a text as it is. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
