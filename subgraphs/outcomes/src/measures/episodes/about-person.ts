import { age, type PlainDate } from '@throughgate/domain';
import type { MeasuredPerson } from './define-episodes.ts';

/** What every kind about people has of the person on a day. */
export function aboutPerson(
  person: MeasuredPerson | undefined,
  day: PlainDate,
): { readonly sex: string | null; readonly age: number | null } {
  const born = person?.dateOfBirth;
  return { sex: person?.sex ?? null, age: born == null ? null : age(day, born) };
}
