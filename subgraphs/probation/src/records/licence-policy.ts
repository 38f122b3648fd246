import {
  isLicencePolicyVersion,
  type LicenceConditionText,
  type LicencePolicyVersion,
  licenceConditions,
  licencePolicyVersionOn,
} from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';
import type { LicenceType } from '../generated/graphql.ts';

/** The part of the policy that a type of licence takes its standard conditions from. */
const standardOf: Readonly<Record<LicenceType, readonly LicenceConditionText['kind'][]>> = {
  AP: ['StandardConditionAp'],
  PSS: ['StandardConditionPss'],
  AP_PSS: ['StandardConditionAp', 'StandardConditionPss'],
};

const additionalKinds: readonly LicenceConditionText['kind'][] = [
  'AdditionalConditionAp',
  'AdditionalConditionPss',
];

/** The conditions that every licence of a type carries, in the order of the version of the policy. */
export function standardConditions(
  policyVersion: string,
  type: LicenceType,
): readonly LicenceConditionText[] {
  return conditionsOf(policyVersion).filter(({ kind }) => standardOf[type].includes(kind));
}

/** The condition with this code among those of the version that can be added to a licence, or `undefined`. */
export function additionalConditionText(
  policyVersion: string,
  code: string,
): LicenceConditionText | undefined {
  return conditionsOf(policyVersion).find(
    (condition) => condition.code === code && additionalKinds.includes(condition.kind),
  );
}

/**
 * The version of the policy under which a licence was made: the one given, or the one in force on its first day, or the other
 * one where only that has all its additional conditions. Raises `BAD_USER_INPUT` for a version that is not known.
 */
export function policyVersionOf(
  given: string | null | undefined,
  startDate: string,
  codes: readonly string[],
): LicencePolicyVersion {
  if (given != null) {
    if (isLicencePolicyVersion(given)) return given;
    throw badInput(
      'policyVersion',
      `"policyVersion" must be V3 or V4, not "${given}": the texts of other versions are not held.`,
    );
  }
  const inForce = licencePolicyVersionOn(startDate);
  const other = inForce === 'V3' ? 'V4' : 'V3';
  const has = (version: LicencePolicyVersion) =>
    codes.every((code) => additionalConditionText(version, code) !== undefined);
  return !has(inForce) && has(other) ? other : inForce;
}

function conditionsOf(policyVersion: string): readonly LicenceConditionText[] {
  return isLicencePolicyVersion(policyVersion) ? licenceConditions(policyVersion) : [];
}
