import type { PlainDate } from '@throughgate/domain';
import type { FactOfPerson, PersonFacts, ReleaseRow } from './rows.ts';

/** A release with what is known of the person: of the facts, those by which a rule decides. */
export interface ReleaseCase<Fact extends FactOfPerson = FactOfPerson> {
  readonly release: ReleaseRow;
  readonly person: Pick<PersonFacts, Fact>;
}

/** A release that is looked at on a day: what lies after it has not come. */
export interface ObservedCase<Fact extends FactOfPerson = FactOfPerson> extends ReleaseCase<Fact> {
  /** Last day of observation: for lists today, in London. */
  readonly observedTo: PlainDate;
}

/** A release with all that rules about gaps decide by. They decide by what stood on the day of the release, whatever day it is. */
export interface GapCase extends ReleaseCase {
  /** Agencies that ever told the hub of anybody. One that did not is silent: nothing is known of what it did not say. */
  readonly speaking: ReadonlySet<string>;
}
