import { prison } from '@throughgate/domain';

/** How events name a prison. */
export function prisonReference(id: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: prison(id)?.name ?? id };
}
