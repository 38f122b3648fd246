export { bankHolidays } from './calendar/bank-holidays.ts';
export { londonDate, londonTime } from './calendar/london-time.ts';
export {
  addDays,
  addMonths,
  age,
  dayOfWeek,
  daysBetween,
  fromDayNumber,
  isPlainDate,
  type PlainDate,
  toDayNumber,
} from './calendar/plain-date.ts';
export { addWorkingDays, isWorkingDay, workingDaysBetween } from './calendar/working-days.ts';
export { makeCrn } from './identifiers/crn.ts';
export { makeCro } from './identifiers/cro.ts';
export type { IdentifierKind } from './identifiers/identifier-form.ts';
export { makeNino } from './identifiers/nino.ts';
export { makePnc } from './identifiers/pnc.ts';
export { makePrisonerNumber } from './identifiers/prisoner-number.ts';
export {
  acceptedForms,
  canonicalIdentifier,
  type Identifier,
  recogniseIdentifier,
} from './identifiers/recognise-identifier.ts';
export { makeReferenceNumber } from './identifiers/reference-number.ts';
export { makeUln } from './identifiers/uln.ts';
export { recordId } from './record-id.ts';
