import { jsonLoader, once } from './reference-file.ts';

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
  /** Code of the condition, the same in both versions. */
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
const current = once(() => everyVersion().filter(({ policyVersion }) => policyVersion === 'V4'));

/** The conditions of one version of the policy. @default the current version, V4, with 73 conditions */
export function licenceConditions(policyVersion: 'V3' | 'V4' = 'V4'): readonly LicenceConditionText[] {
  if (policyVersion === 'V4') return current();
  return everyVersion().filter((condition) => condition.policyVersion === policyVersion);
}
