import { londonDate } from '@throughgate/domain';
import type { PersonFile, Stored } from '@throughgate/subgraph-kit';
import type { Referral } from '../generated/prisma/client.ts';
import type { ProviderTables } from './referral-file.ts';

/** A meeting or another contact, as a change leaves it. */
interface Met {
  readonly id: string;
  /** When it began. */
  readonly at: string;
  readonly attended: string | null;
}

/** A referral to which somebody was met or reached, on the London day of that: its last contact is not earlier. */
export function withContact(referral: Stored<Referral>, { at, attended }: Met): Stored<Referral> {
  const day = londonDate(new Date(at));
  const { lastContactOn } = referral;
  if (!tookPlace({ attended }) || (lastContactOn !== null && lastContactOn >= day)) return referral;
  return { ...referral, lastContactOn: day, silentSince: day };
}

/** A referral after the record of a meeting was corrected: of all meetings and contacts, the last that took place counts. */
export async function withCorrectedContact(
  file: PersonFile<ProviderTables>,
  referral: Stored<Referral>,
  corrected: Met,
): Promise<Stored<Referral>> {
  const contacts = (await file.list('SupportContact')).map(({ id, at, attended }) => ({ id, at, attended }));
  const meetings = [...(await file.list('Session')), ...(await file.list('InitialAssessment'))].map(
    ({ id, bookedFor, attended }) => ({ id, at: bookedFor, attended }),
  );
  const none = { ...referral, lastContactOn: null, silentSince: referral.referredOn };
  return [...contacts, ...meetings.filter(({ id }) => id !== corrected.id), corrected].reduce(
    withContact,
    none,
  );
}

function tookPlace({ attended }: Pick<Met, 'attended'>): boolean {
  return attended === 'YES' || attended === 'LATE';
}
