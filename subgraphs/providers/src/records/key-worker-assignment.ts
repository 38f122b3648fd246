import { deliveryUnit } from '@throughgate/domain';
import {
  badInput,
  defineCommands,
  defineRecord,
  filledInput,
  notBefore,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { AssignKeyWorkerInput, EndAssignmentInput } from '../generated/graphql.ts';
import type { KeyWorkerAssignment, Referral } from '../generated/prisma/client.ts';
import { contractOf } from './contract.ts';
import { conflict } from './error-codes.ts';
import { keyWorkerId } from './key-worker.ts';
import { recordReferral, referral, runningReferralOf } from './referral.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';

/**
 * Assigns a referral to a key worker, in place of any before, whose assignment ends on that day. Meetings that are still to
 * come go over to the worker. Raises `REFERRAL_ENDED`, and `BAD_USER_INPUT` for a delivery unit that does not exist and a day
 * before the referral or before the assignment that it follows.
 */
export async function assignKeyWorker(
  file: PersonFile<ProviderTables>,
  input: AssignKeyWorkerInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  const { assignedOn } = input;
  notBefore('assignedOn', assignedOn, referral.referredOn, 'the day of the referral');
  const previous = await openAssignmentOf(file);
  if (previous) notBefore('assignedOn', assignedOn, previous.from, 'the assignment before');
  const code = filledInput('code', input.code);
  const { contractReference } = referral;
  const assignment: Stored<KeyWorkerAssignment> = {
    id: file.newId,
    referenceNumber: file.key,
    contractReference,
    keyWorkerId: keyWorkerId(contractOf(contractReference).primeProviderCode, code),
    code,
    name: filledInput('name', input.name),
    deliveryUnitCode: input.deliveryUnitCode == null ? null : existingDeliveryUnit(input.deliveryUnitCode),
    from: assignedOn,
    to: null,
  };
  return recordReferral(file, heldBy(referral, assignment), 'referral.assigned', assignedOn, {
    rows: {
      KeyWorkerAssignment: previous ? [assignment, { ...previous, to: assignedOn }] : assignment,
      ...(await meetingsTo(file, assignment.keyWorkerId)),
    },
    data: { assignment: assignmentState(assignment) },
  });
}

/**
 * Ends the assignment of a referral to its key worker, with none to follow yet. Raises `REFERRAL_ENDED`, `NO_KEY_WORKER` when
 * there is none, and `BAD_USER_INPUT` for a day before the assignment.
 */
export async function endAssignment(
  file: PersonFile<ProviderTables>,
  { endedOn }: EndAssignmentInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  const open = await openAssignmentOf(file);
  if (!open) throw conflict('NO_KEY_WORKER', `The referral ${file.key} has no key worker now.`);
  const ended = { ...open, to: notBefore('endedOn', endedOn, open.from, 'the assignment') };
  file.record({
    type: 'providers.assignment.ended',
    occurredAt: endedOn,
    rows: {
      Referral: heldBy(referral, null),
      KeyWorkerAssignment: ended,
      ...(await meetingsTo(file, null)),
    },
    data: { assignment: assignmentState(ended) },
  });
  return file.key;
}

/** The assignment of a file that lasts, or `undefined`. */
export async function openAssignmentOf(
  file: PersonFile<ProviderTables>,
): Promise<Stored<KeyWorkerAssignment> | undefined> {
  return (await file.list('KeyWorkerAssignment')).find(({ to }) => to === null);
}

function heldBy(referral: Stored<Referral>, worker: Stored<KeyWorkerAssignment> | null): Stored<Referral> {
  return {
    ...referral,
    keyWorkerId: worker?.keyWorkerId ?? null,
    keyWorkerCode: worker?.code ?? null,
    keyWorkerName: worker?.name ?? null,
    keyWorkerDeliveryUnitCode: worker?.deliveryUnitCode ?? null,
  };
}

/** Rows of the meetings of which it is not recorded yet whether they took place, as those of another worker. */
async function meetingsTo(file: PersonFile<ProviderTables>, worker: string | null) {
  const toWorker = <Row extends { readonly attended: string | null }>(rows: readonly Row[]) =>
    rows.filter(({ attended }) => attended === null).map((row) => ({ ...row, keyWorkerId: worker }));
  const sessions = toWorker(await file.list('Session'));
  const assessments = toWorker(await file.list('InitialAssessment'));
  return {
    // A table is named only with rows to write.
    ...(sessions.length > 0 && { Session: sessions }),
    ...(assessments.length > 0 && { InitialAssessment: assessments }),
  };
}

function assignmentState({ id, code, name, from, to, deliveryUnitCode }: Stored<KeyWorkerAssignment>) {
  return { id, keyWorkerCode: code, keyWorkerName: name, from, to, deliveryUnitCode };
}

function existingDeliveryUnit(code: string): string {
  if (deliveryUnit(code)) return code;
  throw badInput(
    'deliveryUnitCode',
    `"deliveryUnitCode" must be the code of a probation delivery unit, for example N50MANC, not "${code}".`,
  );
}

/** A time in which a referral was a key worker's. */
export const keyWorkerAssignment = defineRecord(referralFile, {
  table: 'KeyWorkerAssignment',
  key: 'id',
  listOf: { referenceNumber: { by: 'from' } },
});

/** Assignments answer with the referral. */
export const assignments = defineCommands(referral, { assignKeyWorker, endAssignment });
