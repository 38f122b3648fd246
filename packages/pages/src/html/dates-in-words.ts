const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const months = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
  timeZone: 'Europe/London',
});

/** A day `YYYY-MM-DD` as people write it: `1 October 2026`. Anything else stays as it is. */
export function dateInWords(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? day : days.format(date);
}

/** A month `YYYY-MM` as people write it: `Oct 2026`. Anything else stays as it is. */
export function monthInWords(month: string): string {
  const date = new Date(`${month.slice(0, 7)}-01T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? month : months.format(date);
}

/** A moment, ISO 8601, as clocks in London show it: `1 October 2026 at 09:30`, and midnight as the day. Anything else stays as it is. */
export function momentInWords(moment: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  // Agencies tell of many things the day alone, which is midnight of London.
  return moments.format(date).replace(/ at 00:00$/, '');
}
