import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks in a second, as /proc counts CPU time: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * CPU seconds that a process and its children, present and past, have used so far. For PostgreSQL's first process
 * that is the whole server. `undefined` where there is no /proc.
 */
export function cpuSeconds(pid: number): number | undefined {
  const own = statOf(pid);
  if (!own) return undefined;
  const children = childrenOf(pid).map(statOf);
  const ticks = children.reduce((sum, child) => sum + (child?.ticks ?? 0), own.ticks + own.ticksOfEnded);
  return ticks / ticksPerSecond;
}

/**
 * Most memory that a process and its present children, as the workers of a gateway are, have had resident so far, in bytes: the
 * sum of what was most for each. Pages that they share count for each of them. `undefined` where there is no /proc.
 */
export function peakMemory(pid: number): number | undefined {
  const own = peakOf(pid);
  if (own === undefined) return undefined;
  return childrenOf(pid).reduce((sum, child) => sum + (peakOf(child) ?? 0), own);
}

function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => statOf(one)?.parent === pid);
}

function peakOf(pid: number): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function statOf(pid: number): { parent: number; ticks: number; ticksOfEnded: number } | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name of the program, in brackets, may hold anything; the numbers begin after it (proc(5), field 3).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const number = (field: number) => Number(fields[field - 3]);
  return { parent: number(4), ticks: number(14) + number(15), ticksOfEnded: number(16) + number(17) };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // No such process any more, or no /proc at all.
    return undefined;
  }
}
