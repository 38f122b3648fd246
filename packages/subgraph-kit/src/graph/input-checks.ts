import { acceptedForm, type IdentifierKind, parseIdentifier } from '@throughgate/domain';
import { badInput } from './errors.ts';

/**
 * An identifier given as input, in its canonical form.
 * Raises `BAD_USER_INPUT` naming the field and the form expected when it is malformed.
 *
 * @param field input field that held it. @default the kind's own name
 */
export function identifierInput(kind: IdentifierKind, value: string, field: string = kind): string {
  const canonical = parseIdentifier(kind, value);
  if (canonical === undefined) {
    throw badInput(field, `"${field}" must be a ${acceptedForm(kind)}, not "${value}".`);
  }
  return canonical;
}

/** As {@link identifierInput}, for an identifier that need not be given: null when it is not. */
export function optionalIdentifierInput(
  kind: IdentifierKind,
  value: string | null | undefined,
  field: string = kind,
): string | null {
  return value == null ? null : identifierInput(kind, value, field);
}

/** Text that says something, without the white space around it. Raises `BAD_USER_INPUT` when nothing is left. */
export function filledInput(field: string, value: string): string {
  const text = value.trim();
  if (text === '') throw badInput(field, `"${field}" must not be empty.`);
  return text;
}

/**
 * A day, `YYYY-MM-DD`, that must not be before another one; `what` names that other day in the message.
 * Raises `BAD_USER_INPUT` naming the field.
 */
export function notBefore(field: string, day: string, earliest: string, what: string): string {
  // Plain dates in ISO form compare as text.
  if (day < earliest)
    throw badInput(field, `"${field}" must not be before ${what}, ${earliest}; it is ${day}.`);
  return day;
}

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Hours of every week, whose `from` and `until` are times of a day, `HH:MM`, 00:00 to 23:59. Raises `BAD_USER_INPUT` naming the
 * field and, as `example`, a time that would do.
 */
export function weeklyHours<Hours extends { readonly from: string; readonly until: string }>(
  field: string,
  hours: Hours,
  example: string,
): Hours {
  for (const end of ['from', 'until'] as const) {
    if (timeOfDay.test(hours[end])) continue;
    throw badInput(
      `${field}.${end}`,
      `"${field}.${end}" must be a time of day from 00:00 to 23:59, as ${example}, not "${hours[end]}".`,
    );
  }
  return hours;
}

/** A number that must not be below `least`. Raises `BAD_USER_INPUT` naming the field. */
export function atLeast(field: string, value: number, least: number): number {
  if (value < least) throw badInput(field, `"${field}" must be at least ${least}, not ${value}.`);
  return value;
}
