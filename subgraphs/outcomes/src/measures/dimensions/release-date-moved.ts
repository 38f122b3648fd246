import { yesNoDimension } from './yes-no-dimension.ts';

/** Whether the release date moved after the interview was booked. */
export const releaseDateMoved = yesNoDimension({
  id: 'RELEASE_DATE_MOVED_AFTER_BOOKING',
  title: 'Release date moved after booking',
  describes: 'Whether the release date moved after the interview was booked.',
  column: 'release_date_moved_after_booking',
});
