import type { PlainDate } from '@throughgate/domain';
import type { FactOfPerson, PersonFacts, ReleaseRow } from './rows.ts';

/** A release with what is known of the person: of the facts, those by which a rule decides. */
export interface ReleaseCase<Fact extends FactOfPerson = FactOfPerson> {
  readonly release: ReleaseRow;
  readonly person: Pick<PersonFacts, Fact>;
  /** Last day of observation: today, in London. */
  readonly observedTo: PlainDate;
}

/** A release with all that rules about gaps decide by. */
export interface GapCase extends ReleaseCase {
  /** Agencies that ever told the hub of anybody. One that did not is silent: nothing is known of what it did not say. */
  readonly speaking: ReadonlySet<string>;
}
