import { badInput } from '@throughgate/subgraph-kit';

/** Text that says something, without the white space around it. Raises `BAD_USER_INPUT` when nothing is left. */
export function filledInput(field: string, value: string): string {
  const text = value.trim();
  if (text === '') throw badInput(field, `"${field}" must not be empty.`);
  return text;
}

/** A day, `YYYY-MM-DD`, that must not be before another one. `what` names that other day in the message. */
export function notBefore(field: string, date: string, earliest: string, what: string): string {
  // Plain dates in ISO form compare as text.
  if (date < earliest)
    throw badInput(field, `"${field}" must not be before ${what}, ${earliest}; it is ${date}.`);
  return date;
}
