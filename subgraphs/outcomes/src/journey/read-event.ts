import { type EventContract, type PersonState, type SpellState, valueAt } from '@throughgate/contracts';
import {
  type Identifier,
  type IdentifierKind,
  isPlainDate,
  londonDate,
  parseIdentifier,
} from '@throughgate/domain';
import { type ChangeEvent, UnprocessableEventError } from '@throughgate/events';

/** Who a file is about, with the identifiers by which the person can be told. */
export interface PersonDetails extends Omit<PersonState, 'identifiers'> {
  readonly identifiers: readonly Identifier[];
}

/** What a change event means for a journey. */
export interface Meaning {
  readonly event: ChangeEvent;
  readonly title: string;
  /** The agency's record that the event is about: its GraphQL type and its key. */
  readonly subject: { readonly type: string; readonly id: string };
  readonly person: PersonDetails | undefined;
  /** Periods that the event states, their first and last days as days in London. */
  readonly spells: readonly SpellState[];
}

/** An event as its contract reads it. */
export interface EventRead {
  readonly event: ChangeEvent;
  /** Its data in the contract's form. */
  readonly data: unknown;
  /** What it means for a journey; `undefined` where its file is an entry of a register, and so nobody's. */
  readonly meaning: Meaning | undefined;
}

/**
 * Reads an event by its contract. Raises {@link UnprocessableEventError} for data that break it, and where
 * there is none, for the reason given in its place.
 */
export function readEvent(event: ChangeEvent, contract: EventContract | string): EventRead {
  if (typeof contract === 'string') throw new UnprocessableEventError(contract);
  const { type } = event;
  const data = contract.upToDate(event.data);
  const problem = contract.problem(data);
  if (problem !== undefined) throw new UnprocessableEventError(`${type}: ${problem}`);
  const subject = subjectOf(contract, data);
  if (contract.about === 'register') return { event, data, meaning: undefined };
  const person = contract.person(data);
  const meaning: Meaning = {
    event,
    title: contract.title(data),
    subject,
    person: person && { ...person, identifiers: identifiersOf(person) },
    spells: contract.spells(data).map((spell) => ({
      ...spell,
      from: dayOf(spell.from),
      to: spell.to === null ? null : dayOf(spell.to),
    })),
  };
  return { event, data, meaning };
}

function subjectOf({ type, entity }: EventContract, data: unknown): Meaning['subject'] {
  const id = valueAt(data, entity.key);
  if (typeof id === 'string' || typeof id === 'number') return { type: entity.type, id: String(id) };
  throw new UnprocessableEventError(`${type}: data/${entity.key} must be text or a number`);
}

/**
 * The identifiers of a person in canonical form. One that is not valid names nobody and would make one person of
 * strangers: the learner number 9999999999, which stands for "not yet known", or a PNC number with a wrong letter.
 */
function identifiersOf({ identifiers }: PersonState): readonly Identifier[] {
  return Object.entries(identifiers).flatMap(([name, text]) => {
    const kind = name as IdentifierKind;
    const value = text === null ? undefined : parseIdentifier(kind, text);
    return value === undefined ? [] : [{ kind, value }];
  });
}

function dayOf(text: string): string {
  const day = text.length === 'YYYY-MM-DD'.length ? text : londonDate(new Date(text));
  if (!isPlainDate(day)) throw new UnprocessableEventError(`${text} falls on no day that can be written`);
  return day;
}
