import type { GapCase } from '../release-case.ts';
import { adviserNotSeen } from './adviser-not-seen.ts';
import type { GapRule, OpenGap } from './gap-rule.ts';
import { jobNotContacted } from './job-not-contacted.ts';
import { noAddress } from './no-address.ts';
import { noAppointment } from './no-appointment.ts';
import { noBankAccount } from './no-bank-account.ts';
import { noClaim } from './no-claim.ts';
import { noIdentity } from './no-identity.ts';
import { noNino } from './no-nino.ts';
import { noTreatmentLink } from './no-treatment-link.ts';
import { nobodyResponsible } from './nobody-responsible.ts';

/** Kinds of gaps, each with its rule, in the order in which they are told. */
const rules = {
  ADVISER_NOT_SEEN: adviserNotSeen,
  NO_APPOINTMENT: noAppointment,
  NO_CLAIM: noClaim,
  NO_BANK_ACCOUNT: noBankAccount,
  NO_IDENTITY: noIdentity,
  NO_NINO: noNino,
  NO_ADDRESS: noAddress,
  NO_TREATMENT_LINK: noTreatmentLink,
  JOB_NOT_CONTACTED: jobNotContacted,
  NOBODY_RESPONSIBLE: nobodyResponsible,
} satisfies Readonly<Record<string, GapRule>>;

/** Something that may not be in place on release. */
export type GapKind = keyof typeof rules;

/** All kinds of gaps. */
export const gapKinds = Object.keys(rules) as readonly GapKind[];

/** A gap of a release. */
export interface ReleaseGap extends OpenGap {
  readonly kind: GapKind;
}

/** What was not in place on a release, and of what no record says whether it was. */
export interface Gaps {
  readonly gaps: readonly ReleaseGap[];
  readonly unknown: readonly GapKind[];
}

/** Asks every rule about a release. */
export function gapsOf(at: GapCase): Gaps {
  const gaps: ReleaseGap[] = [];
  const unknown: GapKind[] = [];
  for (const [name, rule] of Object.entries(rules)) {
    const kind = name as GapKind;
    const finding = rule(at);
    if (finding === 'unknown') unknown.push(kind);
    else if (finding !== 'closed') gaps.push({ kind, ...finding });
  }
  return { gaps, unknown };
}
