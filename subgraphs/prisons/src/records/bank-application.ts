import {
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { AnswerBankApplicationInput, ApplyForBankAccountInput } from '../generated/graphql.ts';
import type { BankApplication } from '../generated/prisma/client.ts';
import { bookingNow } from './booking.ts';
import { conflict } from './error-codes.ts';
import { prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';

/**
 * Records that an application for a bank account was sent. Raises `NOT_IN_CUSTODY` when there is no stay,
 * `BANK_APPLICATION_OPEN` when the bank has not answered the one before, and `BAD_USER_INPUT` for a bank without a name.
 */
export async function applyForBankAccount(
  file: PersonFile<PrisonTables>,
  input: ApplyForBankAccountInput,
): Promise<string> {
  await prisonerOf(file);
  const stay = await bookingNow(file);
  const bank = filledInput('bank', input.bank);
  const open = (await file.list('BankApplication')).find(
    (application) => application.bank === bank && application.answeredOn === null,
  );
  if (open) {
    throw conflict(
      'BANK_APPLICATION_OPEN',
      `${bank} has not answered the application of ${open.sentOn} yet.`,
    );
  }
  const application: Stored<BankApplication> = {
    id: file.newId,
    prisonerNumber: file.key,
    bookingId: stay.id,
    bank,
    sentOn: input.sentOn,
    answeredOn: null,
    openedOn: null,
    refusedReason: null,
  };
  return recordApplication(file, application, 'prisons.bank-application.sent', input.sentOn);
}

/**
 * Records what the bank answered: it opened the account on that day, or refused. Raises `NOT_FOUND` for an application that
 * is not in the file, `BANK_APPLICATION_ANSWERED` for one that was answered, and `BAD_USER_INPUT` for an answer before it.
 */
export async function answerBankApplication(
  file: PersonFile<PrisonTables>,
  { applicationId, answeredOn, refusedReason }: AnswerBankApplicationInput,
): Promise<string> {
  const application = await file.get('BankApplication', applicationId);
  if (!application) throw notFound('bank application', applicationId);
  if (application.answeredOn !== null) {
    throw conflict(
      'BANK_APPLICATION_ANSWERED',
      `${application.bank} answered the application ${applicationId} on ${application.answeredOn}.`,
    );
  }
  notBefore('answeredOn', answeredOn, application.sentOn, 'the day on which it was sent');
  const refused = refusedReason == null ? null : filledInput('refusedReason', refusedReason);
  return recordApplication(
    file,
    { ...application, answeredOn, openedOn: refused === null ? answeredOn : null, refusedReason: refused },
    'prisons.bank-application.answered',
    answeredOn,
  );
}

function recordApplication(
  file: PersonFile<PrisonTables>,
  application: Stored<BankApplication>,
  type: string,
  occurredAt: string,
): string {
  const { prisonerNumber: _, ...state } = application;
  file.record({
    type,
    occurredAt,
    rows: { BankApplication: application },
    data: { application: state },
  });
  return application.id;
}

/** An application for a bank account before release. */
export const bankApplication = defineRecord(prisonerFile, {
  table: 'BankApplication',
  key: 'id',
  listOf: { bookingId: { by: 'sentOn' } },
  commands: { applyForBankAccount, answerBankApplication },
});
