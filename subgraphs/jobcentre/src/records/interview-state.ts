import { coded } from '@throughgate/domain';
import { notFound, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { Interview } from '../generated/prisma/client.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { titles } from './titles.ts';

/** The interview with an id. Raises `NOT_FOUND` for one that is not in the file. */
export async function interviewOf(file: PersonFile<JobcentreTables>, id: string): Promise<Stored<Interview>> {
  const interview = await file.get('Interview', id);
  if (!interview) throw notFound('interview', id);
  return interview;
}

/** Writes an interview with its event, which has the interview's whole state. Returns its id. */
export function recordInterviewState(
  file: PersonFile<JobcentreTables>,
  interview: Stored<Interview>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, companionKind, companionName, replacedById, ...state } = interview;
  file.record({
    type,
    occurredAt,
    rows: { Interview: interview },
    data: {
      interview: {
        ...state,
        type: coded(titles.interviewType, state.type),
        status: coded(titles.interviewStatus, state.status),
        notHeldReason: coded(titles.interviewNotHeldReason, state.notHeldReason),
        bookedBy: coded(titles.interviewBooker, state.bookedBy),
        place: coded(titles.interviewPlace, state.place),
        companion:
          companionKind === null || companionName === null
            ? null
            : { kind: coded(titles.companionKind, companionKind), name: companionName },
        replacedBy: replacedById,
      },
    },
  });
  return interview.id;
}
