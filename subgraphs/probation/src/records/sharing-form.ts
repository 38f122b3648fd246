import { coded, jobcentreOffice, sharingForm } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type {
  SendSharingFormInput,
  SignSharingFormInput,
  WithdrawConsentInput,
} from '../generated/graphql.ts';
import type { DataSharingForm } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { conflict } from './error-codes.ts';
import { caseOf, probationCase } from './probation-case.ts';
import { titles } from './titles.ts';

type CaseFile = PersonFile<ProbationTables>;

/**
 * Records that the person signed a form. Raises `BAD_USER_INPUT` for a form that was not there yet on that day, and for
 * restrictions on one that does not carry them.
 */
export async function signSharingForm(file: CaseFile, input: SignSharingFormInput): Promise<string> {
  await caseOf(file);
  const { signedOn } = input;
  const restrictionsShared = input.restrictionsShared ?? false;
  const form = sharingForm(input.form);
  if (form?.from) notBefore('signedOn', signedOn, form.from, 'the day on which this form came');
  if (restrictionsShared && !form?.carriesRestrictions) {
    throw badInput(
      'restrictionsShared',
      `"restrictionsShared" must be false: ${form?.title ?? input.form} does not carry restrictions, the form of May 2011 does.`,
    );
  }
  const signed: Stored<DataSharingForm> = {
    id: file.newId,
    crn: file.key,
    form: input.form,
    signedOn,
    sentOn: null,
    withdrawnOn: null,
    restrictionsShared,
    recipientOfficeCode: null,
  };
  return recordForm(file, signed, 'probation.sharing-form.signed', signedOn);
}

/**
 * Records that a form was sent. Raises `NOT_FOUND` for one that is not in the file, `FORM_SENT` for one that was sent before,
 * `CONSENT_WITHDRAWN` for one whose consent was withdrawn, and `BAD_USER_INPUT` for an office that does not exist or a day
 * before it was signed.
 */
export async function sendSharingForm(file: CaseFile, input: SendSharingFormInput): Promise<string> {
  const form = await consentOf(file, input.formId);
  if (form.sentOn !== null)
    throw conflict('FORM_SENT', `Form ${form.id} was sent on ${form.sentOn} already.`);
  const { sentOn, officeCode } = input;
  notBefore('sentOn', sentOn, form.signedOn, 'the day on which it was signed');
  if (!jobcentreOffice(officeCode)) {
    throw badInput(
      'officeCode',
      `"officeCode" must be the code of a Jobcentre office, for example JCP-DURHAM, not "${officeCode}".`,
    );
  }
  const sent = { ...form, sentOn, recipientOfficeCode: officeCode };
  return recordForm(file, sent, 'probation.sharing-form.sent', sentOn);
}

/**
 * Withdraws the consent of a form, sent or not. Raises `NOT_FOUND` for one that is not in the file, `CONSENT_WITHDRAWN` where that
 * was done before, and `BAD_USER_INPUT` for a day before it was signed.
 */
export async function withdrawConsent(file: CaseFile, input: WithdrawConsentInput): Promise<string> {
  const form = await consentOf(file, input.formId);
  const withdrawnOn = notBefore(
    'withdrawnOn',
    input.withdrawnOn,
    form.signedOn,
    'the day on which it was signed',
  );
  return recordForm(file, { ...form, withdrawnOn }, 'probation.sharing-form.withdrawn', withdrawnOn);
}

/** A form whose consent holds. */
async function consentOf(file: CaseFile, id: string): Promise<Stored<DataSharingForm>> {
  const form = await file.get('DataSharingForm', id);
  if (!form) throw notFound('data-sharing form', id);
  if (form.withdrawnOn !== null) {
    throw conflict(
      'CONSENT_WITHDRAWN',
      `The consent of form ${id} was withdrawn on ${form.withdrawnOn} already.`,
    );
  }
  return form;
}

function recordForm(file: CaseFile, form: Stored<DataSharingForm>, type: string, occurredAt: string): string {
  const { crn: _, ...state } = form;
  file.record({
    type,
    occurredAt,
    rows: { DataSharingForm: form },
    data: { form: { ...state, form: coded(titles.sharingForm, state.form) } },
  });
  return form.id;
}

/** A form by which a person consents that probation tells the Jobcentre of them. */
export const dataSharingForm = defineRecord(caseFile, {
  table: 'DataSharingForm',
  key: 'id',
  belongsTo: { case: probationCase },
  listOf: { crn: { latestFirst: 'signedOn' } },
  commands: { signSharingForm, sendSharingForm, withdrawConsent },
});
