/** The first UTC day, `YYYY-MM-DD`, of a window of so many days before today; today counts on top of them. */
export function firstDay(days: number, now = new Date()): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}
