import {
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { AcknowledgeSharingFormInput, GiveFeedbackInput } from '../generated/graphql.ts';
import type { SharingFormReceipt } from '../generated/prisma/client.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';

/**
 * Records that a data-sharing form of probation was received: one that nobody received opens nothing. Raises `NOT_FOUND` for
 * somebody who is not registered, `SHARING_FORM_RECEIVED` for a form that came before, and `BAD_USER_INPUT` for an empty id.
 */
export async function acknowledgeSharingForm(
  file: PersonFile<JobcentreTables>,
  input: AcknowledgeSharingFormInput,
): Promise<string> {
  await claimantOf(file);
  const formId = filledInput('formId', input.formId);
  const earlier = await receiptOf(file, formId);
  if (earlier) {
    throw conflict('SHARING_FORM_RECEIVED', `The form was received on ${earlier.receivedOn} already.`);
  }
  const { receivedOn } = input;
  const receipt = { id: file.newId, nino: file.key, formId, receivedOn, feedbackOn: null };
  return recordReceipt(file, receipt, 'jobcentre.sharing-form.received', receivedOn);
}

/**
 * Records that probation was told what came of a form. Raises `NOT_FOUND` for a form that
 * was not received, `FEEDBACK_GIVEN` where it was told before, and `BAD_USER_INPUT` for a day before the form was received.
 */
export async function giveFeedback(
  file: PersonFile<JobcentreTables>,
  input: GiveFeedbackInput,
): Promise<string> {
  const receipt = await receiptOf(file, input.formId);
  if (!receipt) throw notFound('data-sharing form that was received', input.formId);
  if (receipt.feedbackOn !== null) {
    throw conflict('FEEDBACK_GIVEN', `Feedback on the form was given on ${receipt.feedbackOn} already.`);
  }
  const feedbackOn = notBefore(
    'feedbackOn',
    input.feedbackOn,
    receipt.receivedOn,
    'the day the form was received',
  );
  return recordReceipt(file, { ...receipt, feedbackOn }, 'jobcentre.sharing-form.feedback-given', feedbackOn);
}

async function receiptOf(
  file: PersonFile<JobcentreTables>,
  formId: string,
): Promise<Stored<SharingFormReceipt> | undefined> {
  return (await file.list('SharingFormReceipt')).find((receipt) => receipt.formId === formId);
}

function recordReceipt(
  file: PersonFile<JobcentreTables>,
  receipt: Stored<SharingFormReceipt>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, ...state } = receipt;
  file.record({ type, occurredAt, rows: { SharingFormReceipt: receipt }, data: { receipt: state } });
  return receipt.id;
}

/** A data-sharing form of probation, as it came to the Jobcentre. */
export const sharingFormReceipt = defineRecord(claimantFile, {
  table: 'SharingFormReceipt',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'receivedOn' } },
  commands: { acknowledgeSharingForm, giveFeedback },
});
