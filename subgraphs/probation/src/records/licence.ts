import { coded } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { ActivateLicenceInput, EndLicenceInput, LicenceStatus } from '../generated/graphql.ts';
import type { AdditionalCondition, Licence } from '../generated/prisma/client.ts';
import { additionalCondition, conditionState } from './additional-condition.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { conflict } from './error-codes.ts';
import { caseOf, probationCase } from './probation-case.ts';
import { titles } from './titles.ts';

/**
 * Activates a licence. Raises `LICENCE_ACTIVE` while another one is in force, and `BAD_USER_INPUT` for dates in
 * the wrong order or a condition that is none of the policy's additional ones.
 */
export async function activateLicence(
  file: PersonFile<ProbationTables>,
  input: ActivateLicenceInput,
): Promise<string> {
  await caseOf(file);
  const inForce = (await file.list('Licence')).find(({ status }) => isActive(status));
  if (inForce) {
    throw conflict('LICENCE_ACTIVE', `Licence ${inForce.id} of ${file.key} is in force: end it first.`);
  }
  const licence: Stored<Licence> = {
    id: file.newId,
    crn: file.key,
    kind: input.kind,
    status: 'ACTIVE' satisfies LicenceStatus,
    startDate: input.startDate,
    endDate: notBefore('endDate', input.endDate, input.startDate, 'the first day'),
  };
  const conditions = input.additionalConditions.map((condition, position) =>
    additionalCondition(licence, condition, position),
  );
  return recordLicence(
    file,
    licence,
    conditions,
    'create-and-vary-a-licence.licence.activated',
    licence.startDate,
  );
}

/**
 * Ends a licence. Raises `NOT_FOUND` for a licence that is not in the file, `LICENCE_ENDED` for one that ended
 * before, and `BAD_USER_INPUT` for the status ACTIVE or a day outside the licence.
 */
export async function endLicence(file: PersonFile<ProbationTables>, input: EndLicenceInput): Promise<string> {
  if (isActive(input.status)) throw badInput('status', '"status" must be EXPIRED or RECALLED, not ACTIVE.');
  const licence = await file.get('Licence', input.licenceId);
  if (!licence) throw notFound('licence', input.licenceId);
  if (!isActive(licence.status)) {
    throw conflict(
      'LICENCE_ENDED',
      `Licence ${licence.id} ended on ${licence.endDate} already (${licence.status}).`,
    );
  }
  notBefore('endDate', input.endDate, licence.startDate, 'the first day of the licence');
  if (input.endDate > licence.endDate) {
    throw badInput(
      'endDate',
      `"endDate" must not be after the last day set, ${licence.endDate}; it is ${input.endDate}.`,
    );
  }
  const conditions = (await file.list('AdditionalCondition'))
    .filter(({ licenceId }) => licenceId === licence.id)
    .sort((one, other) => one.position - other.position);
  const ended = { ...licence, endDate: input.endDate, status: input.status };
  return recordLicence(
    file,
    ended,
    conditions,
    'create-and-vary-a-licence.licence.inactivated',
    ended.endDate,
  );
}

function isActive(status: string): boolean {
  return (status as LicenceStatus) === 'ACTIVE';
}

function recordLicence(
  file: PersonFile<ProbationTables>,
  licence: Stored<Licence>,
  conditions: readonly Stored<AdditionalCondition>[],
  type: string,
  occurredAt: string,
): string {
  const { crn: _, ...state } = licence;
  file.record({
    type,
    occurredAt,
    // A table is named only with rows to write.
    rows: { Licence: licence, ...(conditions.length > 0 && { AdditionalCondition: conditions }) },
    data: {
      licence: {
        ...state,
        kind: coded(titles.licenceKind, state.kind),
        status: coded(titles.licenceStatus, state.status),
        additionalConditions: conditions.map(conditionState),
      },
    },
  });
  return licence.id;
}

/** A licence. */
export const licence = defineRecord(caseFile, {
  table: 'Licence',
  key: 'id',
  belongsTo: { case: probationCase },
  listOf: { crn: { latestFirst: 'startDate' } },
  commands: { activateLicence, endLicence },
});
