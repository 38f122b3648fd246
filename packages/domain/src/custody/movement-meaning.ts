/** What a movement of a prisoner means outside the prison. */
export interface MovementMeaning {
  /** What it is, in one word. */
  readonly kind: MovementKind;
  /** Whether a stay in custody begins with it: from then on no standard benefit is due. */
  readonly startsCustody: boolean;
  /** Whether the stay ends with it, in whatever way. */
  readonly endsCustody: boolean;
  /** Whether custody stands in the way of benefit no more: an advance claim becomes payable on its London day. */
  readonly startsEntitlement: boolean;
  /** Whether it counts as a release of which somebody has to take care, as in the measures MI016 and MI017. */
  readonly isRelease: boolean;
}

/**
 * Kinds of movements: `RECEPTION` and `RECALL` open a stay; `RELEASE`, `BAIL`, `DEATH`, `REMOVAL` from the country, `ESCAPE`
 * and `ADMINISTRATIVE` (a record is closed) end it; `HOSPITAL` leaves the prison for good while detention goes on;
 * `WITHIN_CUSTODY` is all the rest: transfer, court, temporary absence, and the return from each.
 */
export type MovementKind =
  | 'RECEPTION'
  | 'RECALL'
  | 'RELEASE'
  | 'BAIL'
  | 'DEATH'
  | 'REMOVAL'
  | 'ESCAPE'
  | 'HOSPITAL'
  | 'ADMINISTRATIVE'
  | 'WITHIN_CUSTODY';

/** A movement, as its event tells it. */
export interface MovementFacts {
  /** Reason of our events: `NEW_ADMISSION`, `READMISSION`, `RELEASED`, `TRANSFERRED` and others. */
  readonly reason: string;
  /** Code of the list MOVE_RSN; null or absent where the event has none, as all of before. */
  readonly reasonCode?: string | null | undefined;
  /**
   * Of an admission: whether its booking starts with it (`booking.startedAt` is the movement's moment). One who comes back
   * from a psychiatric hospital is admitted to a stay that never ended. @default true
   */
  readonly opensBooking?: boolean | undefined;
}

/**
 * What a movement means: whether custody starts or ends with it, benefit can begin, and a release is to be counted.
 *
 * Without a code an admission is a reception and `RELEASED` is a release, which is what events of before say. Codes that are
 * not known are read so too.
 *
 * Sources: only NEW_ADMISSION and READMISSION start custody, only RELEASED ends it (reasons of
 * ministryofjustice/prisoner-search's `prisoner.received` and `prisoner.released`); codes and their titles of MOVE_RSN in
 * ministryofjustice/prison-api; who is no "prisoner" for Universal Credit any more is at liberty, on bail too, and a prisoner
 * moved to a psychiatric hospital stays one (Universal Credit Regulations 2013, regulation 19, and regulation 2 "prisoner":
 * not verified at its source). Escapes, deaths and removals found no benefit here.
 */
export function movementMeaning({ reason, reasonCode, opensBooking = true }: MovementFacts): MovementMeaning {
  return meanings[kindOf(reason, reasonCode ?? null, opensBooking)];
}

function kindOf(reason: string, code: string | null, opensBooking: boolean): MovementKind {
  if (reason === 'NEW_ADMISSION' || reason === 'READMISSION') {
    if (!opensBooking) return 'WITHIN_CUSTODY';
    return code !== null && recallCodes.has(code) ? 'RECALL' : 'RECEPTION';
  }
  if (reason === 'RELEASED') return (code === null ? undefined : departures.get(code)) ?? 'RELEASE';
  // Events of before say so of stays of some nights, without the code: these were temporary absences.
  if (reason === 'RELEASED_TO_HOSPITAL' && code === 'HP') return 'HOSPITAL';
  return 'WITHIN_CUSTODY';
}

/** Codes of admissions that bring somebody back to serve more of the same sentence. */
const recallCodes: ReadonlySet<string> = new Set([
  '24', // Recall From Intermittent Custody
  'B', // Recall From HDC
  'ELR', // Recall from End of Custody Licence (ECL)
  'L', // Licence Revokee
  'Y', // Recall from DTO
]);

/** Codes of movements of type REL that are no releases; all others of the type are. */
const departures: ReadonlyMap<string, MovementKind> = new Map([
  ['BL', 'BAIL'], // Bailed
  ['BD', 'BAIL'], // Bailed Detainee
  ['DEC', 'DEATH'], // Died
  ['DD', 'REMOVAL'], // Discharged End of Sentence and Deported
  ['DE', 'REMOVAL'], // Deportation (No Sentence)
  ['DL', 'REMOVAL'], // Deportation Licencees(Parole/Life/HMP)
  ['EX', 'REMOVAL'], // Extradition
  ['RE', 'REMOVAL'], // Repatriated
  ['ETR', 'REMOVAL'], // ERS/TERS Release: the Early Removal Scheme
  ['ESCP', 'ESCAPE'], // Escape
  ['UAL', 'ESCAPE'], // Abscond
  ['UAL_ECL', 'ESCAPE'], // Abscond End of Custody Licence
  ['HP', 'HOSPITAL'], // Final Discharge To Hospital-Psychiatric
  ['MRG', 'ADMINISTRATIVE'], // Administrative Release due to Merge
  ['99', 'ADMINISTRATIVE'], // Discharge Not for Release
  ['AS', 'WITHIN_CUSTODY'], // Accumulated Visits with Stopover
  ['AV', 'WITHIN_CUSTODY'], // Accumulated Visits
]);

const nothing = { startsCustody: false, endsCustody: false, startsEntitlement: false, isRelease: false };
const starts = { ...nothing, startsCustody: true };
const ends = { ...nothing, endsCustody: true };

const meanings: Readonly<Record<MovementKind, MovementMeaning>> = {
  RECEPTION: { kind: 'RECEPTION', ...starts },
  RECALL: { kind: 'RECALL', ...starts },
  RELEASE: { kind: 'RELEASE', ...ends, startsEntitlement: true, isRelease: true },
  BAIL: { kind: 'BAIL', ...ends, startsEntitlement: true },
  DEATH: { kind: 'DEATH', ...ends },
  REMOVAL: { kind: 'REMOVAL', ...ends },
  ESCAPE: { kind: 'ESCAPE', ...ends },
  HOSPITAL: { kind: 'HOSPITAL', ...nothing },
  ADMINISTRATIVE: { kind: 'ADMINISTRATIVE', ...ends },
  WITHIN_CUSTODY: { kind: 'WITHIN_CUSTODY', ...nothing },
};
