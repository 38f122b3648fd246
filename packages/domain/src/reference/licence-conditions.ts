import { supervisionAfterSentenceRepealed } from '../law/post-sentence-supervision.ts';
import { jsonLoader, once } from './reference-file.ts';

/** Versions of the licence conditions policy whose texts are here. Licences from before V3 are read by it. */
export type LicencePolicyVersion = 'V3' | 'V4';

/** A condition of the licence conditions policy of England and Wales. */
export interface LicenceConditionText {
  /** Version of the policy, `V3` or `V4`. */
  readonly policyVersion: string;
  /** On every licence (standard) or chosen (additional); for a licence (Ap) or post-sentence supervision (Pss). */
  readonly kind:
    | 'StandardConditionAp'
    | 'AdditionalConditionAp'
    | 'StandardConditionPss'
    | 'AdditionalConditionPss';
  /**
   * Code of the condition in its version. The same code may mean something else in another one: `88069445-…` is approval of
   * work in V3 and leaving the country in V4. Read a licence by the version that it was made under.
   */
  readonly code: string;
  /** What it is about, for example `Restriction of residency`; empty for standard conditions. */
  readonly category: string;
  readonly categoryShort: string;
  /** Text with places to fill in, in square brackets. */
  readonly text: string;
  /** Text with places to fill in, in curly brackets by field name; empty when there are none. */
  readonly tpl: string;
  /** Kind of form that asks for the fields; empty when there are none. */
  readonly type: string;
}

const everyVersion = jsonLoader<LicenceConditionText>('cvl_licence_conditions.json');
const byVersion = once(() => Map.groupBy(everyVersion(), ({ policyVersion }) => policyVersion));

/** The conditions of one version of the policy. @default the current version, V4, with 73 conditions */
export function licenceConditions(
  policyVersion: LicencePolicyVersion = 'V4',
): readonly LicenceConditionText[] {
  return byVersion().get(policyVersion) ?? [];
}

/**
 * The version of the policy for licences that begin on a day. V4 has no conditions of supervision after a sentence, and so is
 * taken to begin when that ended; the day is **not verified at its source**.
 */
export function licencePolicyVersionOn(day: string): LicencePolicyVersion {
  return day < supervisionAfterSentenceRepealed ? 'V3' : 'V4';
}

/** Whether a text names a version of the policy. */
export function isLicencePolicyVersion(text: string): text is LicencePolicyVersion {
  return text === 'V3' || text === 'V4';
}
