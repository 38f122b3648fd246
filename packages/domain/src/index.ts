export { bankHolidays } from './calendar/bank-holidays.ts';
export {
  type Interval,
  intersectionOf,
  overlapMinutes,
  unionOf,
  without,
} from './calendar/intervals.ts';
export { londonDate, londonTime, londonTimeOfDay } from './calendar/london-time.ts';
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
export { isOfPattern, type SigningDay, type SigningPattern, signingDays } from './calendar/signing-days.ts';
export {
  freeSlots,
  jobcentreOpening,
  type Weekday,
  type WeeklyWindow,
  type WindowDays,
  weekdayName,
  weekdays,
  windowIntervals,
  windowOccurrences,
} from './calendar/weekly-windows.ts';
export { addWorkingDays, isWorkingDay, workingDaysBetween } from './calendar/working-days.ts';
export { type Coded, coded } from './coded.ts';
export {
  type ClaimInCustody,
  type ClaimOfPrisoner,
  claimInCustody,
  type StayOfPrisoner,
} from './custody/claim-in-custody.ts';
export { type KeyDates, releaseDate } from './custody/key-dates.ts';
export {
  type MovementFacts,
  type MovementKind,
  type MovementMeaning,
  movementMeaning,
} from './custody/movement-meaning.ts';
export {
  preReleaseFrom,
  type ResettlementPhase,
  resettlementPhase,
  type StayInCustody,
} from './custody/resettlement-phase.ts';
export { makeCrn } from './identifiers/crn.ts';
export { makeCro } from './identifiers/cro.ts';
export type { IdentifierKind } from './identifiers/identifier-form.ts';
export { makeNino } from './identifiers/nino.ts';
export { makePnc } from './identifiers/pnc.ts';
export { makePrisonerNumber } from './identifiers/prisoner-number.ts';
export {
  acceptedForm,
  acceptedForms,
  type Identifier,
  identifierReadings,
  parseIdentifier,
} from './identifiers/recognise-identifier.ts';
export { makeReferenceNumber } from './identifiers/reference-number.ts';
export { makeUln } from './identifiers/uln.ts';
export { benefitProblem, earliestAdvanceClaim } from './law/benefit-dates.ts';
export {
  isSupervisedAfterSentence,
  type ShortSentence,
  supervisionAfterSentence,
  supervisionAfterSentenceFrom,
  supervisionAfterSentenceRepealed,
} from './law/post-sentence-supervision.ts';
export {
  type ClaimForMandation,
  type MandationBasis,
  referralProblem,
  workProgrammeMandation,
} from './law/programme-mandation.ts';
export { type SharingFormCode, sharingForm, sharingForms } from './law/sharing-forms.ts';
export { grantDateProblem, isLoan, qualifiesForCommunityCare } from './law/social-fund.ts';
export {
  isShorterThan,
  type ReleaseFromCustody,
  type SupervisionCategory,
  supervisionCategory,
} from './law/supervision-category.ts';
export {
  type CustodyStay,
  type HousingCostsInCustody,
  housingCostsInCustody,
} from './law/universal-credit-housing.ts';
export { partId, recordId } from './record-id.ts';
export {
  type AppointmentOutcomeCode,
  appointmentOutcomes,
  isCalledOff,
} from './reference/appointment-codes.ts';
export { type BenefitCentre, benefitCentre, benefitCentres } from './reference/benefit-centres.ts';
export {
  type ConditionRestriction,
  isTagCondition,
  needsApprovalOfWork,
  type RestrictionKindCode,
  restrictionOfCondition,
  type WorkRuleCode,
} from './reference/condition-restrictions.ts';
export { contactRoles } from './reference/contact-roles.ts';
export {
  type CrsContract,
  crsContract,
  crsContracts,
  type ServiceProvider,
  serviceProvider,
  serviceProviders,
} from './reference/crs-contracts.ts';
export {
  type JobcentreDistrict,
  type JobcentreOffice,
  jobcentreDistrict,
  jobcentreDistricts,
  jobcentreOffice,
  jobcentreOfficeNamed,
  jobcentreOffices,
  jobcentreOfficesFor,
  jobcentreOfficesOf,
} from './reference/jobcentre-offices.ts';
export {
  isLicencePolicyVersion,
  type LicenceConditionText,
  type LicencePolicyVersion,
  licenceConditions,
  licencePolicyVersionOn,
} from './reference/licence-conditions.ts';
export { type Offence, offence, offences } from './reference/offences.ts';
export {
  employmentStatuses,
  movementReasons,
  type ReferenceCode,
  temporaryAbsenceSubtypes,
  temporaryAbsenceTypes,
} from './reference/prison-codes.ts';
export {
  type KnownFunction,
  type PrisonFunction,
  prisonFunction,
  prisonFunctions,
} from './reference/prison-functions.ts';
export { prisonsOfRegion, regionOfPrison } from './reference/prison-regions.ts';
export { type Prison, prison, prisons } from './reference/prisons.ts';
export {
  currentRegionCode,
  type DeliveryUnit,
  deliveryUnit,
  deliveryUnits,
  type ProbationRegion,
  probationRegion,
  probationRegions,
} from './reference/probation-areas.ts';
export {
  ineligibility,
  type Participant,
  type ProgrammeEntry,
  type ProgrammeKind,
  type ProgrammeOrganisation,
  programme,
  programmes,
} from './reference/programmes.ts';
export {
  type CancellationReason,
  type ComplexityLevel,
  cancellationReasons,
  complexityLevels,
  type DesiredOutcome,
  desiredOutcomes,
  type WithdrawalReason,
  withdrawalReasons,
} from './reference/referral-codes.ts';
export {
  type PlanContact,
  type PlanRelease,
  type VisitPlan,
  type VisitTarget,
  visitPlan,
} from './support/visit-plan.ts';
