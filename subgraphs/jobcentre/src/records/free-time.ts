import type { PersonFile } from '@throughgate/subgraph-kit';
import type { JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';

/** What a person is to do at the Jobcentre, from its beginning to its end: ISO 8601 in UTC. */
interface Engagement {
  readonly startsAt: string;
  readonly endsAt: string;
}

/**
 * Makes sure that nothing else of the person's at the Jobcentre falls into these times: nobody can be at two desks. What was
 * called off, or where the person did not come, is nothing. Raises `TIME_NOT_FREE` naming what is there.
 * @param except id of the signing that itself is moved. @default none
 */
export async function checkFree(
  file: PersonFile<JobcentreTables>,
  times: readonly Engagement[],
  except?: string,
): Promise<void> {
  for (const { id, what, startsAt, endsAt } of await engagementsOf(file)) {
    if (id === except) continue;
    const taken = times.find((time) => time.startsAt < endsAt && startsAt < time.endsAt);
    if (taken) {
      throw conflict(
        'TIME_NOT_FREE',
        `${taken.startsAt} to ${taken.endsAt} is not free: the person has ${what} from ${startsAt} to ${endsAt}.`,
      );
    }
  }
}

async function engagementsOf(
  file: PersonFile<JobcentreTables>,
): Promise<(Engagement & { readonly id: string; readonly what: string })[]> {
  const interviews = await file.list('Interview');
  const signings = await file.list('Signing');
  return [
    ...interviews
      .filter(({ status }) => status === 'BOOKED' || status === 'ATTENDED')
      .map(({ id, bookedFor, endsAt }) => ({ id, what: 'an interview', startsAt: bookedFor, endsAt })),
    ...signings
      .filter(({ status }) => status === 'DUE' || status === 'SIGNED')
      .map(({ id, dueAt, endsAt }) => ({ id, what: 'a signing', startsAt: dueAt, endsAt })),
  ];
}
