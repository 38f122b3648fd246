import type { Caller } from '@throughgate/service';

/** What a caller needs who asks for figures over many people, and for no person. */
const needed = 'outcomes:aggregate';

/** Whether a caller may ask measures: figures over many people, which need no right to see any person. */
export function mayAskMeasures({ kind, scopes }: Pick<Caller, 'kind' | 'scopes'>): boolean {
  return kind === 'developer' || scopes.includes(needed);
}
