import { implies, type Requirement } from '@throughgate/authorization';

/** Whether everybody who meets one requirement meets another, knowing that whoever has a scope has it by a token. */
export function followsFrom(stronger: Requirement, weaker: Requirement): boolean {
  return implies(
    stronger.map((alternative) =>
      alternative.some((grant) => grant.startsWith('scope:'))
        ? [...alternative, '@authenticated' as const]
        : alternative,
    ),
    weaker,
  );
}
