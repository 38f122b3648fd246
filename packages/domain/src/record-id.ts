import { hash } from 'node:crypto';
import { parse, v5 as uuidv5 } from 'uuid';

/** Namespace of record ids, so that they collide with no other name-based UUID. */
const namespace = parse(uuidv5('throughgate.record', uuidv5.DNS));

/**
 * The id that a new record gets: a name-based UUID (RFC 9562, version 5) of the agency and the idempotency
 * key of the call that created it. So a call that is repeated can only create the record it created before,
 * and a sender can refer to a record before it has the answer.
 */
export function recordId(agency: string, idempotencyKey: string): string {
  return nameBasedId(`${agency}:${idempotencyKey}`);
}

/**
 * The id of a record that a call creates together with another one, such as a signing of an arrangement: a name-based UUID of
 * that other one's id and of what tells the part from its like, which a sender knows too.
 * @param part for example the day
 */
export function partId(of: string, part: string): string {
  return nameBasedId(`${of}/${part}`);
}

/** What `uuid`'s `v5` gives, in a quarter of its time: it is wanted once and more for each event of a load. */
function nameBasedId(name: string): string {
  const digest = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]));
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
