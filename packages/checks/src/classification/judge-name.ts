import {
  figureWords,
  type Heuristic,
  heuristics,
  misleading,
  personWords,
  placeWords,
  tellingNames,
  wrapperWords,
} from './heuristics.ts';
import { anyPhrase, wordsOf } from './words.ts';

const prepared = heuristics.map((heuristic) => ({ ...heuristic, found: anyPhrase(heuristic.phrases) }));
const misled = anyPhrase(misleading);
const figure = anyPhrase(figureWords);
const wrapper = anyPhrase(wrapperWords);
const identifier = anyPhrase(['id']);
/** `tenant name`, `staff code`: a word for a person and behind it what tells who it is. */
const tellingName = anyPhrase(
  personWords.flatMap((person) => tellingNames.map((name) => `${person} ${name}`)),
);
const recordOfPerson = new Set(['surname', 'family name', 'last name', 'date of birth', 'dob']);
const persons = new Set(personWords);
const places = new Set(placeWords);

/** What a type tells of: a person, a place or organisation, or something else. */
export type HolderKind = 'person' | 'place' | 'other';

/** What values a field has. `record` is an object type, which has fields of its own. */
export type ValueKind = 'text' | 'number' | 'truth' | 'date' | 'code' | 'record';

/** Something with a name that holds a value. */
export interface NamedValue {
  readonly name: string;
  readonly holder: HolderKind;
  readonly value: ValueKind;
}

/** What a name and its surroundings say the data is, or `undefined` when they say nothing. */
export function judgeName({ name, holder, value }: NamedValue): Heuristic['expects'] | undefined {
  const words = wordsOf(name);
  if (misled.isIn(words)) return undefined;
  // A figure over many, and not of one person.
  if (value === 'number' && holder !== 'person' && figure.isIn(words)) return undefined;
  const heuristic = prepared.find(
    (one) =>
      !(one.notOfPlaces && holder === 'place') && isOfValue(one, value, words) && one.found.isIn(words),
  );
  if (heuristic) return heuristic.expects;
  if (value !== 'text' && value !== 'number') return undefined;
  const tells = (holder === 'person' && tellingNames.includes(words)) || tellingName.isAtEndOf(words);
  return tells ? 'personal' : undefined;
}

/** What a type named so tells of as a whole, or `undefined`. */
export function judgeTypeName(name: string): Heuristic['expects'] | undefined {
  const words = unwrapped(wordsOf(name));
  if (misled.isIn(words)) return undefined;
  return prepared.find(({ ofTypes, found }) => ofTypes && found.isAtEndOf(words))?.expects;
}

/** Of what a type, or a property that holds an object, tells by its name. */
export function holderKindOf(name: string): HolderKind {
  const words = unwrapped(wordsOf(name)).split(' ');
  if (persons.has(words.at(-1) ?? '')) return 'person';
  // The last word that says it decides: `PrisonerLocation` is about no place, `OfficerPrison` is one.
  const deciding = words.findLast((word) => persons.has(word) || places.has(word));
  return deciding !== undefined && places.has(deciding) ? 'place' : 'other';
}

/** Whether a field with this name makes what holds it a record of one person. */
export function makesPerson(name: string): boolean {
  return recordOfPerson.has(wordsOf(name));
}

/** Whether a key named so is the identifier of a person. */
export function identifiesPerson(key: string): boolean {
  return judgeName({ name: key, holder: 'other', value: 'text' }) === 'personal';
}

function isOfValue(heuristic: Heuristic, value: ValueKind, words: string): boolean {
  // `sentenceId` leads to a record that is classified itself.
  if (heuristic.ofAnyValue) return !identifier.isAtEndOf(words);
  if (value === 'date') return heuristic.ofDates ?? false;
  return value === 'text' || value === 'number';
}

function unwrapped(words: string): string {
  const last = words.lastIndexOf(' ');
  return last > 0 && wrapper.isAtEndOf(words) ? unwrapped(words.slice(0, last)) : words;
}
