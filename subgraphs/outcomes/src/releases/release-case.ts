import type { PlainDate } from '@throughgate/domain';
import type { PersonFacts, ReleaseRow } from './rows.ts';

/** A release with what is known of the person: what every rule about releases decides by. */
export interface ReleaseCase {
  readonly release: ReleaseRow;
  readonly person: PersonFacts;
  /** Agencies that ever told the hub of anybody. One that did not is silent: nothing is known of what it did not say. */
  readonly speaking: ReadonlySet<string>;
  /** Last day of observation: today, in London. */
  readonly observedTo: PlainDate;
}
