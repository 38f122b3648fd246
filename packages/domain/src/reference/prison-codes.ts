import { csvLoader, once } from './reference-file.ts';

/** A code of the prison service's case management system (NOMIS). */
export interface ReferenceCode {
  /** For example `CR`. */
  readonly code: string;
  /** For example `Conditional Release (CJA91) -SH Term>1YR`. */
  readonly description: string;
  /** Code of the list above: for a movement reason its type, `ADM`, `CRT`, `REL`, `TAP` or `TRN`; null for none. */
  readonly parentCode: string | null;
  /** Whether it may still be used; records of the past bear others. */
  readonly active: boolean;
}

const all = csvLoader('nomis_reference_codes.csv', (row) => ({
  domain: row('DOMAIN'),
  code: row('CODE'),
  description: row('DESCRIPTION'),
  parentCode: row('PARENT_CODE') === '' ? null : row('PARENT_CODE'),
  active: row('ACTIVE_FLAG') === 'Y',
}));

const codesOf = (wanted: string): (() => readonly ReferenceCode[]) =>
  once(() =>
    all()
      .filter(({ domain }) => domain === wanted)
      .map(({ code, description, parentCode, active }) => ({ code, description, parentCode, active })),
  );

/** Why a prisoner moved (MOVE_RSN): 194 codes, for example `CR`, `HP` or `N`. */
export const movementReasons: () => readonly ReferenceCode[] = codesOf('MOVE_RSN');

/** Kinds of release on temporary licence (TAP_ABS_TYPE): `RR` restricted, `SR` standard and others. */
export const temporaryAbsenceTypes: () => readonly ReferenceCode[] = codesOf('TAP_ABS_TYPE');

/** Subtypes of release on temporary licence (TAP_ABS_STYP): `RDR` resettlement day release and others. */
export const temporaryAbsenceSubtypes: () => readonly ReferenceCode[] = codesOf('TAP_ABS_STYP');

/** Employment before or after custody (EMPLOY_STS): `FT`, `PT`, `UNEMP` and others. */
export const employmentStatuses: () => readonly ReferenceCode[] = codesOf('EMPLOY_STS');
