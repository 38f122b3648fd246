import { deliveryUnit } from '@throughgate/domain';
import { badInput, defineCommands, filledInput, notBefore, type PersonFile } from '@throughgate/subgraph-kit';
import type { AssignKeyWorkerInput } from '../generated/graphql.ts';
import { recordReferral, referral, runningReferralOf } from './referral.ts';
import type { ProviderTables } from './referral-file.ts';

/**
 * Assigns a referral to a key worker, in place of any before. Raises `REFERRAL_ENDED`, and `BAD_USER_INPUT` for
 * a delivery unit that does not exist and a day before the referral.
 */
export async function assignKeyWorker(
  file: PersonFile<ProviderTables>,
  input: AssignKeyWorkerInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  const { assignedOn } = input;
  notBefore('assignedOn', assignedOn, referral.referredOn, 'the day of the referral');
  const assigned = {
    ...referral,
    keyWorkerCode: filledInput('code', input.code),
    keyWorkerName: filledInput('name', input.name),
    keyWorkerDeliveryUnitCode:
      input.deliveryUnitCode == null ? null : existingDeliveryUnit(input.deliveryUnitCode),
  };
  return recordReferral(file, assigned, 'intervention.referral.assigned', assignedOn);
}

function existingDeliveryUnit(code: string): string {
  if (deliveryUnit(code)) return code;
  throw badInput(
    'deliveryUnitCode',
    `"deliveryUnitCode" must be the code of a probation delivery unit, for example N50MANC, not "${code}".`,
  );
}

/** Assignments answer with the referral. */
export const assignments = defineCommands(referral, { assignKeyWorker });
