import { judgeTypeName } from '@throughgate/checks/judge-name';
import { recordId } from '@throughgate/domain';

/** People of the default synthetic population, so that a new subgraph shows in a journey at once. */
const examplePeople = { crn1: 'X204011', crn2: 'X590128' } as const;

/** What takes the place of `__<key>__` in a template. */
export type TemplateWords = Readonly<Record<string, string>>;

/**
 * The words of a new subgraph, which follow from its name: `housing` keeps tenancies, any other agency, say `health`,
 * keeps health records.
 */
export function templateWords(name: string): TemplateWords {
  const parts = name.split('-').filter((part) => part !== '');
  const words = name === 'housing' ? 'tenancy' : `${parts.join(' ')} record`;
  const aWords = `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
  const entity = words.split(' ').map(capital).join('');
  return {
    name,
    field: lower(parts.map(capital).join('')),
    Title: capital(parts.join(' ')),
    Entity: entity,
    entity: lower(entity),
    record: words.replaceAll(' ', '-'),
    words,
    Words: capital(words),
    a_words: aWords,
    A_words: capital(aWords),
    // Records of health are of a special category, those of a court about offences: the name tells.
    class: judgeTypeName(entity) ?? 'personal',
    ...examplePeople,
    id1: recordId(name, 'example-1'),
    id2: recordId(name, 'example-2'),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
