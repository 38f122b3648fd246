import {
  alreadyExists,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  optionalIdentifierInput,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { OpenCaseInput } from '../generated/graphql.ts';
import type { Licence, Order, ProbationCase } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { existingDeliveryUnit, supervisedAt } from './delivery-unit.ts';

/**
 * Opens a case. Raises `BAD_USER_INPUT` for malformed identifiers, an empty name, a delivery unit that does not
 * exist or a case opened before the person was born, and `ALREADY_EXISTS` for a second case with this CRN.
 */
export async function openCase(file: PersonFile<ProbationTables>, input: OpenCaseInput): Promise<string> {
  if (file.exists) throw alreadyExists(`a probation case ${file.key}`);
  const { key: crn } = file;
  const opened: Stored<ProbationCase> = {
    crn,
    forename: filledInput('forename', input.forename),
    surname: filledInput('surname', input.surname),
    dateOfBirth: input.dateOfBirth,
    sex: input.sex,
    pncNumber: optionalIdentifierInput('pnc', input.pncNumber, 'pncNumber'),
    croNumber: optionalIdentifierInput('cro', input.croNumber, 'croNumber'),
    prisonerNumber: optionalIdentifierInput('prisonerNumber', input.prisonerNumber),
    nino: optionalIdentifierInput('nino', input.nino),
    openedOn: notBefore('openedOn', input.openedOn, input.dateOfBirth, 'the date of birth'),
    deliveryUnitCode: existingDeliveryUnit('deliveryUnitCode', input.deliveryUnitCode),
    managerId: null,
    supervisedUntil: null,
  };
  file.record({
    type: 'probation-case.engagement.created',
    occurredAt: opened.openedOn,
    rows: { ProbationCase: opened },
    data: {
      person: personOf(opened),
      case: { openedOn: opened.openedOn },
      ...supervisedAt(opened.deliveryUnitCode),
    },
  });
  return crn;
}

/** The case that a file is about. Raises `NOT_FOUND` when the file was never opened. */
export async function caseOf(file: PersonFile<ProbationTables>): Promise<Stored<ProbationCase>> {
  const opened = await file.get('ProbationCase', file.key);
  if (!opened) throw notFound('probation case', file.key);
  return opened;
}

/**
 * The case with the last day of its supervision as it is once a licence or an order has changed. After a recall, the person is
 * supervised again to the day planned, so that counts.
 * @param changed the order or licence as it is to be
 */
export async function supervisedCase(
  file: PersonFile<ProbationTables>,
  changed: Stored<Order> | Stored<Licence>,
): Promise<Stored<ProbationCase>> {
  const others = [...(await file.list('Order')), ...(await file.list('Licence'))];
  const days = [...others.filter(({ id }) => id !== changed.id), changed].map(lastDayOf);
  return { ...(await caseOf(file)), supervisedUntil: days.sort().at(-1) ?? null };
}

function lastDayOf(record: Stored<Order> | Stored<Licence>): string {
  if ('orderedEndDate' in record) return record.endedOn ?? record.orderedEndDate;
  const recalled = record.status === 'RECALLED';
  return recalled ? record.plannedEndDate : (record.endedOn ?? record.plannedEndDate);
}

function personOf(opened: Stored<ProbationCase>) {
  const { crn, forename, surname, dateOfBirth, sex, pncNumber, croNumber, prisonerNumber, nino } = opened;
  return {
    forename,
    surname,
    dateOfBirth,
    sex,
    identifiers: { crn, pnc: pncNumber, cro: croNumber, prisonerNumber, nino },
  };
}

/** A person's case at the probation service. */
export const probationCase = defineRecord(caseFile, {
  table: 'ProbationCase',
  key: 'crn',
  commands: { openCase },
});
