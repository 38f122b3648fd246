import { crsContract } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  optionalIdentifierInput,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { MakeEteReferralInput } from '../generated/graphql.ts';
import type { EteReferral } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { caseOf, probationCase } from './probation-case.ts';

/**
 * Records a referral for education, training and employment support. Raises `BAD_USER_INPUT` for a contract
 * that does not exist or a malformed reference number.
 */
export async function makeEteReferral(
  file: PersonFile<ProbationTables>,
  input: MakeEteReferralInput,
): Promise<string> {
  await caseOf(file);
  const contract = crsContract(input.contractReference);
  if (!contract) {
    throw badInput(
      'contractReference',
      `"contractReference" must be the reference of a Commissioned Rehabilitative Services contract, not "${input.contractReference}".`,
    );
  }
  const referral: Stored<EteReferral> = {
    id: file.newId,
    crn: file.key,
    madeOn: input.madeOn,
    contractReference: contract.reference,
    referenceNumber: optionalIdentifierInput('referenceNumber', input.referenceNumber),
  };
  const { id, madeOn, referenceNumber } = referral;
  file.record({
    type: 'probation.ete-referral.made',
    occurredAt: madeOn,
    rows: { EteReferral: referral },
    data: {
      referral: { id, madeOn, referenceNumber },
      contract: { reference: contract.reference, title: contract.title },
    },
  });
  return id;
}

/** A referral for education, training and employment support. */
export const eteReferral = defineRecord(caseFile, {
  table: 'EteReferral',
  key: 'id',
  belongsTo: { case: probationCase },
  listOf: { crn: { latestFirst: 'madeOn' } },
  commands: { makeEteReferral },
});
