import { londonDate } from '@throughgate/domain';
import { badInput } from '../graph/errors.ts';
import type { Change } from './change.ts';

/** How far the clock of a sender may be ahead of ours, in milliseconds. */
const clockDifference = 5 * 60_000;

/**
 * Makes sure that a change tells of something that has happened, and of somebody who is born, when the agency records it.
 * What is planned has a field of its own (`bookedFor`, `endDate`); what is recorded as happened changes what holds now.
 * Raises `BAD_USER_INPUT` naming the field of the input from which the day or moment comes.
 *
 * @param recordedAt ISO 8601
 * @param input what the mutation was given
 */
export function notAhead(
  { occurredAt, data }: Pick<Change<never>, 'occurredAt' | 'data'>,
  recordedAt: string,
  input: object,
): void {
  const recorded = new Date(recordedAt);
  const today = londonDate(recorded);
  const born = bornOn(data);
  if (born !== undefined && born > today) refuse(born, today);
  const ahead = isDay(occurredAt)
    ? occurredAt > today
    : Date.parse(occurredAt) > recorded.getTime() + clockDifference;
  if (ahead) refuse(occurredAt, isDay(occurredAt) ? today : recordedAt);

  function refuse(given: string, now: string): never {
    const [field] = Object.entries(input).find(([, value]) => value === given) ?? [];
    if (field === undefined) {
      throw badInput(
        'input',
        `What is to be recorded is planned for ${given}, and cannot be recorded before that.`,
      );
    }
    throw badInput(
      field,
      `"${field}" must not be in the future: it is ${given}, and what is recorded at ${now} has happened by then.`,
    );
  }
}

function isDay(text: string): boolean {
  return text.length === 'YYYY-MM-DD'.length;
}

function bornOn({ person }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof person !== 'object' || person === null || !('dateOfBirth' in person)) return undefined;
  return typeof person.dateOfBirth === 'string' ? person.dateOfBirth : undefined;
}
