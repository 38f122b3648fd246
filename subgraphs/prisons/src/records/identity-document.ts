import { coded } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { ApplyForIdentityInput, IssueIdentityInput } from '../generated/graphql.ts';
import type { IdentityDocument } from '../generated/prisma/client.ts';
import { bookingNow } from './booking.ts';
import { conflict } from './error-codes.ts';
import { prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
import { titles } from './titles.ts';

/**
 * Records that an identity document was applied for. Raises `NOT_IN_CUSTODY` when there is no stay, and `IDENTITY_APPLIED` when
 * one of its kind was applied for during the stay and is not issued.
 */
export async function applyForIdentity(
  file: PersonFile<PrisonTables>,
  { kind, appliedOn }: ApplyForIdentityInput,
): Promise<string> {
  await prisonerOf(file);
  const { id: bookingId } = await bookingNow(file);
  const open = (await file.list('IdentityDocument')).find(
    (document) => document.bookingId === bookingId && document.kind === kind && document.issuedOn === null,
  );
  if (open) throw conflict('IDENTITY_APPLIED', `${kind} was applied for on ${open.appliedOn} (${open.id}).`);
  const document = {
    ...{ id: file.newId, prisonerNumber: file.key, bookingId, kind, appliedOn },
    ...{ issuedOn: null, withPhotograph: false, acceptedByBank: null, acceptedByJobcentre: null },
  };
  return recordDocument(file, document, 'prisons.identity.applied', appliedOn);
}

/**
 * Records that an identity document was issued. Raises `NOT_FOUND` for an application that is not in the file,
 * `IDENTITY_ISSUED` for one that was issued before, `NOT_IN_CUSTODY` without an application when there is no stay, and
 * `BAD_USER_INPUT` when both or none of application and kind are given, for a day before the application, and for a discharge
 * form without a photograph that somebody is said to have accepted.
 */
export async function issueIdentity(
  file: PersonFile<PrisonTables>,
  input: IssueIdentityInput,
): Promise<string> {
  await prisonerOf(file);
  const { issuedOn, withPhotograph } = input;
  const applied = await appliedFor(file, input);
  if (applied.issuedOn !== null) {
    throw conflict('IDENTITY_ISSUED', `The document ${applied.id} was issued on ${applied.issuedOn}.`);
  }
  if (applied.appliedOn !== null) {
    notBefore('issuedOn', issuedOn, applied.appliedOn, 'the day of the application');
  }
  const document = {
    ...applied,
    issuedOn,
    withPhotograph,
    acceptedByBank: input.acceptedByBank ?? null,
    acceptedByJobcentre: input.acceptedByJobcentre ?? null,
  };
  for (const field of ['acceptedByBank', 'acceptedByJobcentre'] as const) {
    if (document[field] === true && !identifies(document)) {
      throw badInput(field, `"${field}" cannot be true of a discharge form (B79) without a photograph.`);
    }
  }
  return recordDocument(file, document, 'prisons.identity.issued', issuedOn);
}

/**
 * Whether a document identifies its holder: it was issued, and is no B79 discharge form without a photograph, which is no
 * official identification (DWP research report 784, box 3.7).
 */
export function identifies(document: {
  readonly kind: string;
  readonly issuedOn: unknown;
  readonly withPhotograph: boolean;
}): boolean {
  return document.issuedOn !== null && (document.kind !== 'B79_DISCHARGE_FORM' || document.withPhotograph);
}

async function appliedFor(
  file: PersonFile<PrisonTables>,
  { identityId, kind }: IssueIdentityInput,
): Promise<Stored<IdentityDocument>> {
  if ((identityId == null) === (kind == null)) {
    throw badInput('identityId', 'One of "identityId" and "kind" must be given, and not both.');
  }
  if (identityId != null) {
    const applied = await file.get('IdentityDocument', identityId);
    if (!applied) throw notFound('identity document', identityId);
    return applied;
  }
  const { id: bookingId } = await bookingNow(file);
  return {
    ...{ id: file.newId, prisonerNumber: file.key, bookingId, kind: kind as string, appliedOn: null },
    ...{ issuedOn: null, withPhotograph: false, acceptedByBank: null, acceptedByJobcentre: null },
  };
}

function recordDocument(
  file: PersonFile<PrisonTables>,
  document: Stored<IdentityDocument>,
  type: string,
  occurredAt: string,
): string {
  const { prisonerNumber: _, kind, ...state } = document;
  file.record({
    type,
    occurredAt,
    rows: { IdentityDocument: document },
    data: { identity: { ...state, kind: coded(titles.identityKind, kind) } },
  });
  return document.id;
}

/** A document by which a person can show who they are. */
export const identityDocument = defineRecord(prisonerFile, {
  table: 'IdentityDocument',
  key: 'id',
  listOf: { bookingId: { by: 'kind' } },
  commands: { applyForIdentity, issueIdentity },
});
