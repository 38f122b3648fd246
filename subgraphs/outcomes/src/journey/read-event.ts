import {
  type EventContract,
  eventContracts,
  type PersonState,
  type SpellState,
} from '@throughgate/contracts';
import { londonDate } from '@throughgate/domain';
import { type ChangeEvent, UnprocessableEventError } from '@throughgate/events';

/** What a change event means for a journey. */
export interface Meaning {
  readonly event: ChangeEvent;
  readonly title: string;
  readonly person: PersonState | undefined;
  /** Periods that the event states, their ends as days in London. */
  readonly spells: readonly SpellState[];
}

/** Agencies whose events make up a journey. */
export const journeyAgencies = ['probation', 'prisons', 'jobcentre', 'providers'] as const;

/**
 * Makes the function that reads what an event means, by its contract.
 * It raises {@link UnprocessableEventError} for a type without a contract and for data that break theirs.
 */
export function createEventReader(): (event: ChangeEvent) => Meaning {
  const contracts = new Map<string, EventContract>(
    journeyAgencies
      .flatMap(eventContracts)
      .map((contract) => [`${contract.agency} ${contract.type}`, contract]),
  );
  return (event) => {
    const contract = contracts.get(`${event.agency} ${event.type}`);
    if (!contract) throw new UnprocessableEventError(`${event.agency} has no event contract "${event.type}"`);
    const problem = contract.problem(event.data);
    if (problem !== undefined) throw new UnprocessableEventError(`${event.type}: ${problem}`);
    return {
      event,
      title: contract.title(event.data),
      person: contract.person(event.data),
      spells: contract.spells(event.data).map((spell) => ({
        ...spell,
        from: dayOf(spell.from),
        to: spell.to === null ? null : dayOf(spell.to),
      })),
    };
  };
}

function dayOf(text: string): string {
  return text.length === 'YYYY-MM-DD'.length ? text : londonDate(new Date(text));
}
