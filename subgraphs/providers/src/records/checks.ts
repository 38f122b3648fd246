import { badInput } from '@throughgate/subgraph-kit';

/** A text that says something. Raises `BAD_USER_INPUT` naming the field when it is blank. */
export function textInput(field: string, text: string): string {
  if (text.trim() === '') throw badInput(field, `"${field}" must not be blank.`);
  return text;
}

/**
 * Checks that a day is not before another one, both `YYYY-MM-DD`; `event` says in words what happened on the
 * other. Raises `BAD_USER_INPUT` naming the field.
 */
export function checkNotBefore(field: string, day: string, event: string, earliest: string): void {
  // Plain dates in ISO form compare as text.
  if (day < earliest) throw badInput(field, `"${field}" must not be before ${event}, ${earliest}.`);
}
