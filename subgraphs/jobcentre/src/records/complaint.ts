import { coded, serviceProvider } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { MakeComplaintInput, ResolveComplaintInput } from '../generated/graphql.ts';
import type { Complaint } from '../generated/prisma/client.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { existingOffice } from './existing-office.ts';
import { titles } from './titles.ts';

/**
 * Records a complaint about an office or a provider. Raises `NOT_FOUND` for somebody who is not registered, and
 * `BAD_USER_INPUT` where neither is named or one does not exist, and for a standard that says nothing.
 */
export async function makeComplaint(
  file: PersonFile<JobcentreTables>,
  input: MakeComplaintInput,
): Promise<string> {
  await claimantOf(file);
  const { madeOn, madeBy, providerCode, officeCode, standard } = input;
  if (providerCode == null && officeCode == null) {
    throw badInput(
      'officeCode',
      '"officeCode" or "providerCode" must be given: a complaint is about one of them.',
    );
  }
  if (providerCode != null && !serviceProvider(providerCode)) {
    throw badInput(
      'providerCode',
      `"providerCode" must be the code of a provider, for example ACHIEVE_NW, not "${providerCode}".`,
    );
  }
  const complaint: Stored<Complaint> = {
    id: file.newId,
    nino: file.key,
    madeOn,
    madeBy,
    providerCode: providerCode ?? null,
    officeCode: officeCode == null ? null : existingOffice('officeCode', officeCode),
    standard: standard == null ? null : filledInput('standard', standard),
    resolvedOn: null,
    upheld: null,
  };
  return recordComplaint(file, complaint, 'jobcentre.complaint.made', madeOn);
}

/**
 * Records what became of a complaint. Raises `NOT_FOUND` for one that is not in the file, `COMPLAINT_RESOLVED` for one that was
 * resolved, and `BAD_USER_INPUT` for a day before it was made.
 */
export async function resolveComplaint(
  file: PersonFile<JobcentreTables>,
  input: ResolveComplaintInput,
): Promise<string> {
  const complaint = await file.get('Complaint', input.complaintId);
  if (!complaint) throw notFound('complaint', input.complaintId);
  if (complaint.resolvedOn !== null) {
    throw conflict('COMPLAINT_RESOLVED', `The complaint was resolved on ${complaint.resolvedOn} already.`);
  }
  const resolvedOn = notBefore('resolvedOn', input.resolvedOn, complaint.madeOn, 'the day of the complaint');
  const resolved = { ...complaint, resolvedOn, upheld: input.upheld };
  return recordComplaint(file, resolved, 'jobcentre.complaint.resolved', resolvedOn);
}

function recordComplaint(
  file: PersonFile<JobcentreTables>,
  complaint: Stored<Complaint>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, madeBy, ...state } = complaint;
  file.record({
    type,
    occurredAt,
    rows: { Complaint: complaint },
    data: { complaint: { ...state, madeBy: coded(titles.complaintBy, madeBy) } },
  });
  return complaint.id;
}

/** A complaint about an office or a provider. */
export const complaint = defineRecord(claimantFile, {
  table: 'Complaint',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'madeOn' } },
  pageOf: { officeCode: { latestFirst: 'madeOn', as: 'date' } },
  commands: { makeComplaint, resolveComplaint },
});
