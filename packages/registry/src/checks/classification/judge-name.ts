import type { DataClass } from './data-class.ts';
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
import { endsInPhrase, hasPhrase, wordsOf } from './words.ts';

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
  if (misleading.some((phrase) => hasPhrase(words, phrase))) return undefined;
  // A figure over many, and not of one person.
  if (value === 'number' && holder !== 'person' && figureWords.some((word) => hasPhrase(words, word))) {
    return undefined;
  }
  const found = heuristics.find(
    (heuristic) =>
      !(heuristic.notOfPlaces && holder === 'place') &&
      isOfValue(heuristic, value, words) &&
      heuristic.phrases.some((phrase) => hasPhrase(words, phrase)),
  );
  if (found) return found.expects;
  if (value !== 'text' && value !== 'number') return undefined;
  const tells = (holder === 'person' && tellingNames.includes(words)) || isTellingName(words);
  return tells ? 'personal' : undefined;
}

/** What a type named so tells of as a whole, or `undefined`. */
export function judgeTypeName(name: string): Exclude<DataClass, 'none'> | undefined {
  const words = unwrapped(wordsOf(name));
  if (misleading.some((phrase) => hasPhrase(words, phrase))) return undefined;
  return heuristics.find(({ ofTypes, phrases }) => ofTypes && phrases.some((one) => endsInPhrase(words, one)))
    ?.expects;
}

/** Of what a type, or a property that holds an object, tells by its name. */
export function holderKindOf(name: string): HolderKind {
  const words = unwrapped(wordsOf(name)).split(' ');
  if (personWords.includes(words.at(-1) ?? '')) return 'person';
  // The last word that says it decides: a `PrisonOfficer` is a person, a `PrisonLocation` is not.
  const telling = words.findLast((word) => personWords.includes(word) || placeWords.includes(word));
  return telling !== undefined && placeWords.includes(telling) ? 'place' : 'other';
}

/** Whether a field with this name makes what holds it a record of one person. */
export function makesPerson(name: string): boolean {
  const words = wordsOf(name);
  return ['surname', 'family name', 'last name', 'date of birth', 'dob'].includes(words);
}

/** Whether a key named so is the identifier of a person. */
export function identifiesPerson(key: string): boolean {
  return judgeName({ name: key, holder: 'other', value: 'text' }) === 'personal';
}

function isOfValue(heuristic: Heuristic, value: ValueKind, words: string): boolean {
  // `sentenceId` leads to a record that is classified itself.
  if (heuristic.ofAnyValue) return !endsInPhrase(words, 'id');
  if (value === 'date') return heuristic.ofDates ?? false;
  return value === 'text' || value === 'number';
}

/** `tenant name`, `staff code`: a word for a person and behind it what tells who it is. */
function isTellingName(words: string): boolean {
  return tellingNames.some(
    (telling) =>
      endsInPhrase(words, telling) &&
      personWords.some((person) => endsInPhrase(words.slice(0, -telling.length - 1), person)),
  );
}

function unwrapped(words: string): string {
  const wrapper = wrapperWords.find((word) => words !== word && endsInPhrase(words, word));
  return wrapper === undefined ? words : unwrapped(words.slice(0, -wrapper.length - 1));
}
