import { EventContractError } from './event-contract-error.ts';
import { type JsonSchema, schemaAt } from './json-schema.ts';
import { valueAt } from './value-at.ts';

type Part = string | { readonly path: string; readonly print: (value: unknown) => string };

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/London',
});

/**
 * Compiles a title such as `Released from {prison.name}: {movement.reason}`.
 *
 * A placeholder is a path into the event's data. A value that the schema lists with titles (`oneOf` of `const`
 * and `title`) is printed by its title, a date as `1 October 2026`, a moment in London time; an absent value
 * as nothing. Raises an {@link EventContractError} when a path is not described by the schema.
 */
export function compileTitle(template: string, schema: JsonSchema): (data: unknown) => string {
  const parts: Part[] = template
    .split(/\{([\w.]+)\}/)
    .map((part, index) =>
      index % 2 === 0 ? part : { path: part, print: printerFor(schemaAt(schema, part), part) },
    );
  return (data) =>
    parts
      .map((part) => (typeof part === 'string' ? part : part.print(valueAt(data, part.path))))
      .join('')
      .trim();
}

function printerFor(schema: JsonSchema | undefined, path: string): (value: unknown) => string {
  if (!schema)
    throw new EventContractError(
      '/x-throughgate/title',
      `the title names "${path}", which the schema does not describe`,
    );
  const titles = new Map(schema.oneOf?.map((option) => [option.const, option.title]));
  return (value) => {
    if (value === null || value === undefined) return '';
    const title = titles.get(value);
    if (title !== undefined) return title;
    if (schema.format === 'date') return day.format(new Date(`${String(value)}T00:00:00Z`));
    if (schema.format === 'date-time') return moment.format(new Date(String(value)));
    return String(value);
  };
}
