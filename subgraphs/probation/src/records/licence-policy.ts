import { type LicenceConditionText, licenceConditions } from '@throughgate/domain';

/** The conditions that every licence carries, in the policy's order. */
export function standardConditions(): readonly LicenceConditionText[] {
  return licenceConditions().filter(({ kind }) => kind === 'StandardConditionAp');
}

/** The condition with this code among those that can be added to a licence, or `undefined`. */
export function additionalConditionText(code: string): LicenceConditionText | undefined {
  return licenceConditions().find(
    (condition) => condition.code === code && condition.kind === 'AdditionalConditionAp',
  );
}
