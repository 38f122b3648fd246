import { coded } from '@throughgate/domain';
import { badInput, defineRecord, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { ReferToProgrammeInput } from '../generated/graphql.ts';
import type { ProgrammeReferral } from '../generated/prisma/client.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { titles } from './titles.ts';

/**
 * Last day on which people could be referred to the Work Programme.
 * Source: Department for Work and Pensions, Universal Credit guidance "Work Programme".
 */
const lastWorkProgrammeReferral = '2017-03-31';

/**
 * Refers a person to an employment programme.
 * Raises `BAD_USER_INPUT` for a referral to the Work Programme after it stopped taking them.
 */
export async function referToProgramme(
  file: PersonFile<JobcentreTables>,
  input: ReferToProgrammeInput,
): Promise<string> {
  await claimantOf(file);
  const { programme, mandatory, referredOn } = input;
  if (programme === 'WORK_PROGRAMME' && referredOn > lastWorkProgrammeReferral) {
    throw badInput(
      'referredOn',
      `"referredOn" must not be after ${lastWorkProgrammeReferral}, the last day of referrals to the Work Programme.`,
    );
  }
  const referral: Stored<ProgrammeReferral> = {
    id: file.newId,
    nino: file.key,
    programme,
    mandatory,
    referredOn,
  };
  file.record({
    type: 'jobcentre.programme-referral.made',
    occurredAt: referredOn,
    rows: { ProgrammeReferral: referral },
    data: {
      referral: {
        id: referral.id,
        programme: coded(titles.employmentProgramme, programme),
        mandatory,
        referredOn,
      },
    },
  });
  return referral.id;
}

/** A referral to an employment programme. */
export const programmeReferral = defineRecord(claimantFile, {
  table: 'ProgrammeReferral',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'referredOn' } },
  commands: { referToProgramme },
});
