/** How an appointment at probation can end. */
export interface AppointmentOutcomeCode {
  /** Contact outcome of the probation case management system, for example `APPW`. */
  readonly code: string;
  /** In words. */
  readonly title: string;
  /** Whether the appointment does not take place: it is no engagement, and stands in nobody's way. */
  readonly calledOff: boolean;
}

/** Outcomes of appointments, by the contact outcomes of the probation case management system. */
export const appointmentOutcomes: readonly AppointmentOutcomeCode[] = [
  { code: 'ATTC', title: 'attended, complied', calledOff: false },
  { code: 'AFTC', title: 'attended, failed to comply', calledOff: false },
  { code: 'AFTA', title: 'failed to attend', calledOff: false },
  { code: 'RSSR', title: 'rescheduled by the service', calledOff: true },
  { code: 'APPW', title: 'withdrawn', calledOff: true },
];

const calledOff = new Set(appointmentOutcomes.filter((outcome) => outcome.calledOff).map(({ code }) => code));

/** Whether an outcome says that the appointment was called off. A code that is not known does not. */
export function isCalledOff(outcome: string | null | undefined): boolean {
  return outcome != null && calledOff.has(outcome);
}
