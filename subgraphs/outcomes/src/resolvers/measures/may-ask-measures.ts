import type { Caller } from '@throughgate/service';

/** Role of those who may see figures over many people, and no person. */
const commissioner = 'commissioner';

/**
 * Whether a caller may ask measures: figures over many people, which need no right to see any person. The seam for what an
 * identity provider says of callers. Until there is sign-in every caller is the developer of the hub, who may.
 */
export function mayAskMeasures({ kind, roles }: Pick<Caller, 'kind' | 'roles'>): boolean {
  return kind === 'developer' || roles.includes(commissioner);
}
