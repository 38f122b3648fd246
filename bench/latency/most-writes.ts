import { randomUUID } from 'node:crypto';
import type { GraphqlClient } from '../harness/graphql-client.ts';
import { openLoop } from '../harness/open-loop.ts';
import type { NextIdentifier } from '../journey/people-to-ask.ts';

const book = `mutation Book($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }`;

/** Books an appointment. Rejects when the answer is anything but the appointment. */
export async function bookAppointment(client: GraphqlClient, crn: string): Promise<string> {
  const input = { idempotencyKey: randomUUID(), crn, type: 'COAP', startsAt: '2027-01-04T10:00:00Z' };
  const { bookAppointment } = (await client.ask({ query: book, variables: { input } })) as {
    bookAppointment: { id: string };
  };
  return bookAppointment.id;
}

/**
 * How many writes a second are answered while more come than can be, at a steady rate whether or not earlier ones are
 * answered: those sent, by the time from the first until the last answer.
 */
export async function mostWrites(
  client: GraphqlClient,
  nextCrn: NextIdentifier,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<number> {
  let answered = 0;
  const started = performance.now();
  await openLoop(perSecond, seconds, async () => {
    await bookAppointment(client, nextCrn());
    answered += 1;
  });
  return (answered / (performance.now() - started)) * 1000;
}
