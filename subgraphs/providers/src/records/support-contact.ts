import { coded, londonDate } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  filledInput,
  notBefore,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { RecordContactInput } from '../generated/graphql.ts';
import type { SupportContact } from '../generated/prisma/client.ts';
import { withContact } from './last-contact.ts';
import { referralOf } from './referral.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { titles } from './titles.ts';

/**
 * Records a contact with the person of a referral outside booked sessions, which may come late, after the referral ended.
 * Raises `NOT_FOUND` for a referral that is none, and `BAD_USER_INPUT` for a moment before the referral or after its end, less
 * than a minute, and an empty topic.
 */
export async function recordContact(
  file: PersonFile<ProviderTables>,
  input: RecordContactInput,
): Promise<string> {
  const referral = await referralOf(file);
  const contact = contactRow(file, input);
  const day = londonDate(new Date(contact.at));
  notBefore('at', day, referral.referredOn, 'the day of the referral');
  if (referral.endedOn !== null && day > referral.endedOn) {
    throw badInput('at', `"at" must not be after the referral ended, ${referral.endedOn}.`);
  }
  file.record({
    type: 'providers.contact.made',
    occurredAt: contact.at,
    rows: { SupportContact: contact, Referral: withContact(referral, contact) },
    data: { contact: contactState(contact) },
  });
  return contact.id;
}

/** The row of a contact from an input. Raises `BAD_USER_INPUT` for less than a minute and an empty topic. */
export function contactRow(
  file: PersonFile<ProviderTables>,
  {
    at,
    kind,
    minutes,
    attended,
    topics,
  }: Pick<RecordContactInput, 'at' | 'kind' | 'minutes' | 'topics'> & {
    readonly attended?: RecordContactInput['attended'] | null;
  },
): Stored<SupportContact> {
  return {
    id: file.newId,
    referenceNumber: file.key,
    at,
    kind,
    minutes: minutes == null ? null : atLeast('minutes', minutes, 1),
    attended: attended ?? null,
    topics: (topics ?? []).map((topic, index) => filledInput(`topics.${index}`, topic)),
  };
}

/** A contact as events carry it. */
export function contactState({ id, at, kind, minutes, attended, topics }: Stored<SupportContact>) {
  return {
    id,
    at,
    kind: coded(titles.supportContactKind, kind),
    minutes,
    attended: coded(titles.attendance, attended),
    topics,
  };
}

/** A contact with a person outside booked sessions. */
export const supportContact = defineRecord(referralFile, {
  table: 'SupportContact',
  key: 'id',
  pageOf: { referenceNumber: { latestFirst: 'at' } },
  listOf: { referenceNumber: { by: 'at' } },
  commands: { recordContact },
});
