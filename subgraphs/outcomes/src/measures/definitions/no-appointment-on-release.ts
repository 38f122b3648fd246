import { gapOnRelease } from './gap-on-release.ts';

/** Released under supervision without an appointment. */
export const noAppointmentOnRelease = gapOnRelease('gap_no_appointment', {
  id: 'no-appointment-on-release',
  title: 'Released under supervision without an appointment',
  question:
    'How many of those released whom the law has probation supervise have no appointment in the four weeks from that day?',
  gap: 'The law puts the person under probation’s supervision, and nothing was booked by the day of the release for the four weeks from it.',
  unknown: 'no sentence is known, or probation holds no case of the person.',
  agencies: ['prisons', 'probation'],
  source:
    'DWP research report 784 (2012): some leave with nothing arranged (2:781, 957). Under nobody’s supervision none is due, which is no gap. The gap NO_APPOINTMENT of `releases`. The four weeks are our assumption.',
});
