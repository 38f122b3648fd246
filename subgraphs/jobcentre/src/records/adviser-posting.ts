import { coded } from '@throughgate/domain';
import {
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type RegisterFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { EndPostingInput, PostAdviserInput } from '../generated/graphql.ts';
import type { Adviser, AdviserPosting } from '../generated/prisma/client.ts';
import { adviserFile } from './adviser-file.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { existingOffice } from './existing-office.ts';
import { existingPrison } from './existing-prison.ts';
import { cancelSlotsAfter } from './rota-slot.ts';
import { titles } from './titles.ts';

/**
 * Posts an adviser to a prison, and brings the adviser's name and office up to date. Raises `BAD_USER_INPUT` for a prison or an
 * office that does not exist and an empty name, and `ADVISER_POSTED` where the adviser does the same there at that time already.
 */
export async function postAdviser(
  file: RegisterFile<JobcentreTables>,
  input: PostAdviserInput,
): Promise<string> {
  const { focus, from } = input;
  const prisonId = existingPrison('prisonId', input.prisonId);
  const posted: Stored<Adviser> = {
    adviserCode: file.key,
    name: filledInput('name', input.name),
    officeCode: existingOffice('officeCode', input.officeCode),
  };
  for (const earlier of await file.list('AdviserPosting')) {
    if (earlier.prisonId !== prisonId || earlier.focus !== focus) continue;
    if (earlier.to !== null && earlier.to < from) continue;
    throw conflict(
      'ADVISER_POSTED',
      `${file.key} does the same at ${prisonId} from ${earlier.from}${earlier.to === null ? '' : ` to ${earlier.to}`}: end that posting first.`,
    );
  }
  const posting = { id: file.newId, adviserCode: file.key, prisonId, focus, from, to: null };
  return recordPosting(file, posted, posting, 'jobcentre.adviser.posted', from);
}

/**
 * Ends a posting, and takes from the rota what it has at that prison later. Raises `NOT_FOUND` for a posting that is none of this adviser, `POSTING_ENDED` for one whose
 * last day is known, and `BAD_USER_INPUT` for a day before the first.
 */
export async function endPosting(
  file: RegisterFile<JobcentreTables>,
  input: EndPostingInput,
): Promise<string> {
  const posting = await file.get('AdviserPosting', input.postingId);
  const posted = await file.get('Adviser', file.key);
  if (!posting || !posted) throw notFound('posting of this adviser', input.postingId);
  if (posting.to !== null) {
    throw conflict('POSTING_ENDED', `The last day of the posting is known: it is ${posting.to}.`);
  }
  const to = notBefore('to', input.to, posting.from, 'the first day of the posting');
  const others = (await file.list('AdviserPosting')).filter(
    (other) => other.id !== posting.id && other.prisonId === posting.prisonId,
  );
  // Somebody who does something else there goes on being there.
  if (!others.some((other) => other.to === null || other.to > to)) {
    await cancelSlotsAfter(file, posting.prisonId, to);
  }
  return recordPosting(file, posted, { ...posting, to }, 'jobcentre.adviser.posting-ended', to);
}

function recordPosting(
  file: RegisterFile<JobcentreTables>,
  posted: Stored<Adviser>,
  posting: Stored<AdviserPosting>,
  type: string,
  day: string,
): string {
  const { name: adviserName, officeCode } = posted;
  file.record({
    type,
    // Postings are planned: what is to come is told when it is decided.
    occurredAt: day <= file.recordedAt ? day : file.recordedAt,
    rows: { Adviser: posted, AdviserPosting: posting },
    data: {
      posting: { ...posting, adviserName, officeCode, focus: coded(titles.adviserFocus, posting.focus) },
    },
  });
  return posting.id;
}

/** The time for which an adviser works in a prison. */
export const adviserPosting = defineRecord(adviserFile, {
  table: 'AdviserPosting',
  key: 'id',
  listOf: { adviserCode: { latestFirst: 'from' }, prisonId: { latestFirst: 'from' } },
  commands: { postAdviser, endPosting },
});
