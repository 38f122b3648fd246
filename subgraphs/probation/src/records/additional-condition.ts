import { recordId } from '@throughgate/domain';
import { badInput, defineRecord, filledInput, type Stored } from '@throughgate/subgraph-kit';
import type { AdditionalConditionInput, BespokeConditionInput, CurfewWindow } from '../generated/graphql.ts';
import type { AdditionalCondition, Licence } from '../generated/prisma/client.ts';
import { caseFile } from './case-file.ts';
import { curfewWindow } from './curfew-window.ts';
import { additionalConditionText } from './licence-policy.ts';

/**
 * An additional condition of a licence from its input; text not given is the policy's.
 * Raises `BAD_USER_INPUT` for a code that is none of the policy's additional conditions, empty text or a
 * malformed curfew window.
 */
export function additionalCondition(
  licence: Stored<Licence>,
  { code, text, curfew }: AdditionalConditionInput,
  position: number,
): Stored<AdditionalCondition> {
  const field = `additionalConditions.${position}`;
  const policy = additionalConditionText(licence.policyVersion, code);
  if (!policy) {
    throw badInput(
      `${field}.code`,
      `"${field}.code" must be the code of an additional condition of the licence conditions policy, version ${licence.policyVersion}, not "${code}".`,
    );
  }
  return {
    id: recordId('probation', `${licence.id}/conditions/${position}`),
    crn: licence.crn,
    licenceId: licence.id,
    position,
    kind: 'ADDITIONAL',
    code,
    text: text == null ? policy.text : filledInput(`${field}.text`, text),
    curfew: (curfew ?? []).map((window, index) => curfewWindow(`${field}.curfew.${index}`, window)),
  };
}

/** Kind of a condition that was written for one person, which stands in for the code that no policy gives it. */
const bespoke = 'BESPOKE';

/** A condition of a licence that was written for the person. Raises `BAD_USER_INPUT` for empty text. */
export function bespokeCondition(
  licence: Stored<Licence>,
  { text }: BespokeConditionInput,
  index: number,
  position: number,
): Stored<AdditionalCondition> {
  return {
    id: recordId('probation', `${licence.id}/conditions/${position}`),
    crn: licence.crn,
    licenceId: licence.id,
    position,
    kind: bespoke,
    code: bespoke,
    text: filledInput(`bespokeConditions.${index}.text`, text),
    curfew: [],
  };
}

/** How events and the graph tell of a condition that was added, by the version of the licence's policy. */
export function conditionState(
  policyVersion: string,
  { code, text, curfew }: Pick<AdditionalCondition, 'code' | 'text' | 'curfew'>,
) {
  return {
    code,
    category: additionalConditionText(policyVersion, code)?.category ?? '',
    text,
    // Only `additionalCondition` writes the column.
    curfew: curfew as CurfewWindow[],
  };
}

/** A condition that was added to a licence for the person. */
export const condition = defineRecord(caseFile, {
  table: 'AdditionalCondition',
  key: 'id',
  listOf: { licenceId: { by: 'position' } },
});
