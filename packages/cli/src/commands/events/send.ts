import { type Finding, type RegistryClient, RegistryClientError } from '@throughgate/registry-client';
import { CommandError } from '../../command-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { count } from '../../output/plain.ts';
import { readEvents } from './read-events.ts';

/** Events of one request: far below what the registry takes at once. */
const partSize = 500;

/**
 * `hub events send`: puts the events of a file on the event log, part by part in their order. Sent again they change
 * nothing twice, so that a command that failed half way is simply given again.
 */
export async function sendEvents(registry: RegistryClient, name: string, file: string): Promise<Outcome> {
  const events = await readEvents(file);
  const taken = [];
  for (let start = 0; start < events.length; start += partSize) {
    try {
      const answer = await registry.sendEvents(name, events.slice(start, start + partSize));
      taken.push(...answer.events);
    } catch (error) {
      if (!(error instanceof RegistryClientError) || start === 0) throw error;
      const before = `${count(start, 'event')} before were taken.`;
      throw new CommandError(error.code, `${error.message} The ${before}`, error.findings.map(from(start)));
    }
  }
  return { text: `${name}: ${count(taken.length, 'event')} on the event log.\n`, data: { events: taken } };
}

/** A finding of a part, with the number of the event in the whole file. */
function from(start: number): (finding: Finding) => Finding {
  const shift = (text: string, place: RegExp) =>
    text.replace(place, (_, before: string, index: string) => `${before}${Number(index) + start}`);
  return ({ message, coordinate = '', ...finding }) => ({
    ...finding,
    message: shift(message, /^(Event )(\d+)/),
    coordinate: shift(coordinate, /^(\/)(\d+)/),
  });
}
