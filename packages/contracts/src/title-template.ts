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
 * as nothing. Raises an {@link EventContractError} when a path is not described by the schema. Other braces, which were once
 * published, stay as they stand: {@link titleProblem} keeps them out.
 */
export function compileTitle(template: string, schema: JsonSchema): (data: unknown) => string {
  const parts: Part[] = template.split(/\{([^{}]+)\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const described = schemaAt(schema, part);
    return described === undefined && !plainPath.test(part)
      ? `{${part}}`
      : { path: part, print: printerFor(described, part) };
  });
  return (data) =>
    parts
      .map((part) => (typeof part === 'string' ? part : part.print(valueAt(data, part.path))))
      .join('')
      .trim();
}

/** What is wrong with the braces of a title, in words, or `undefined`: each pair holds the path of one value. */
export function titleProblem(template: string, schema: JsonSchema): string | undefined {
  const rest = template.replace(/\{[^{}]*\}/g, '');
  const stray = /[{}]/.exec(rest)?.[0];
  if (stray !== undefined) {
    return `the title "${template}" has a "${stray}" without its counterpart: braces are for paths into the data only`;
  }
  for (const [, path = ''] of template.matchAll(/\{([^{}]*)\}/g)) {
    if (path === '') return `the title "${template}" has braces with nothing in them`;
    const described = schemaAt(schema, path);
    if (described === undefined) return `the title names "${path}", which the schema does not describe`;
    const kinds = [described.type ?? []].flat();
    const whole = ['object', 'array'].find((kind) => kinds.includes(kind));
    if (whole !== undefined || described.properties !== undefined) {
      return `the title names "${path}", which is an ${whole ?? 'object'}: name a value in it`;
    }
  }
  return undefined;
}

/** Matches what has always been read as a path. */
const plainPath = /^[\w.]+$/;

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
