import { scopesOfRoles } from '@throughgate/identity';
import { type Persona, personas } from '@throughgate/issuer/personas';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';

/** `hub token personas`: whom the development issuer lets anyone be, and what each may. */
export function listPersonas(): Outcome {
  const listed = Object.entries<Persona>(personas).map(([name, persona]) => ({
    name,
    ...persona,
    scopes: [...new Set([...scopesOfRoles(persona.roles), ...persona.scopes])],
  }));
  return {
    text: formatTable(
      ['persona', 'who it is', 'organisation', 'purposes'],
      listed.map(({ name, title, organisation, purposes }) => [
        name,
        title,
        organisation,
        purposes.length > 3 ? 'all' : purposes.join(', '),
      ]),
      '',
    ),
    data: { personas: listed },
  };
}
