/**
 * Whether what lasts from a day to a day, the last one with it, or without an end yet, lasts on `day`, `YYYY-MM-DD`. Days are text,
 * as files hold them, or midnight UTC, as Prisma reads them.
 */
export function lastsOn(
  { from, to }: { readonly from: Date | string; readonly to: Date | string | null },
  day: string,
): boolean {
  return textOf(from) <= day && (to === null || day <= textOf(to));
}

function textOf(day: Date | string): string {
  return typeof day === 'string' ? day : day.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
