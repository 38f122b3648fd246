import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createSchemaCompiler, type Problem } from './compile-schema.ts';
import { EventContractError } from './event-contract-error.ts';
import { type About, readMeaning } from './journey-meaning.ts';
import type { JsonSchema } from './json-schema.ts';
import { schemaDirectory } from './schema-files.ts';
import { compileTitle, titleProblem } from './title-template.ts';
import { compileUpToDate } from './up-to-date.ts';
import { valueAt } from './value-at.ts';

/** A period that an event states: one with the same id replaces what an earlier event said of it. */
export interface SpellState {
  readonly id: string;
  readonly kind: string;
  /** First day or moment, ISO 8601. */
  readonly from: string;
  /** Last day or moment, or null while the period is open. */
  readonly to: string | null;
}

/** Who a file is about, as `schemas/events/common/person.json` describes it. */
export interface PersonState {
  readonly forename: string;
  readonly surname: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string;
  readonly sex: string;
  /** Identifiers by kind; null where the agency knows none. */
  readonly identifiers: Readonly<Record<string, string | null>>;
}

/**
 * What an agency promises of one event type: the JSON Schema of its data, and what the event means for a
 * journey (the schema's `x-throughgate`). The outcomes projection is driven by it, so that an agency can add
 * event types, and a new agency can join, without a change to anybody's code.
 */
export interface EventContract {
  readonly agency: string;
  /** Event type: the name of the schema's file. */
  readonly type: string;
  readonly description: string;
  /** URN of the schema, carried by each event as `dataschema`. */
  readonly schemaId: string;
  /** Whether its file is a person's. What is about an entry of a register shows in no journey. */
  readonly about: About;
  /** GraphQL type of the record that the event is about, and the path of its key in the data. */
  readonly entity: { readonly type: string; readonly key: string };
  readonly schema: JsonSchema;
  /**
   * The data in the contract's form: what an earlier event carried as a code alone is read with its title. Whoever reads
   * the log calls it before all that follows; whoever takes new events does not.
   */
  upToDate(data: unknown): unknown;
  /** What is wrong with `data`, in words, or `undefined` when it keeps the contract. */
  problem(data: unknown): string | undefined;
  /** Readable title of the event. `data` must keep the contract. */
  title(data: unknown): string;
  /** Periods that the event states. `data` must keep the contract. */
  spells(data: unknown): readonly SpellState[];
  /** Person details that the event carries, or `undefined`. `data` must keep the contract. */
  person(data: unknown): PersonState | undefined;
}

/**
 * Loads the contracts of an agency of the hub from `schemas/events/<agency>/<type>.json`, ordered by type.
 * Raises an error naming the file when a schema lacks its `x-throughgate`. A schema is compiled when data are first held
 * to it: compiling takes some milliseconds, and a process that starts would pay them for every type that there is. That
 * all of them are valid is tested.
 */
export function eventContracts(agency: string): readonly EventContract[] {
  return readContracts(join(schemaDirectory, 'events', agency), agency, (compile) => {
    let compiled: Problem | undefined;
    return (data) => {
      compiled ??= compile();
      return compiled(data);
    };
  });
}

/**
 * Loads the contracts of an agency's events from the `<type>.json` of any directory, ordered by type; none when there is no
 * such directory. Raises an error naming the file when a schema is not valid or lacks its `x-throughgate`.
 */
export function eventContractsIn(directory: string, agency: string): readonly EventContract[] {
  return readContracts(directory, agency, (compile) => compile());
}

function readContracts(
  directory: string,
  agency: string,
  compiled: (compile: () => Problem) => Problem,
): readonly EventContract[] {
  if (!existsSync(directory)) return [];
  let compileSchema: ReturnType<typeof createSchemaCompiler> | undefined;
  const compile = (schema: JsonSchema) => {
    compileSchema ??= createSchemaCompiler();
    return compileSchema(schema);
  };
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const file = join(directory, name);
      try {
        const schema = JSON.parse(readFileSync(file, 'utf8')) as JsonSchema;
        const problem = compiled(() => compile(schema));
        return eventContract(agency, name.slice(0, -'.json'.length), schema, problem);
      } catch (error) {
        throw new Error(`${relative(repository, file)}: ${(error as Error).message}`, { cause: error });
      }
    });
}

const repository = join(schemaDirectory, '..');

/** What is wrong with how an event type's title is written, in words, or `undefined`. It is asked before it is published. */
export function contractTitleProblem(schema: JsonSchema): string | undefined {
  return titleProblem(readMeaning(schema).title, schema);
}

/**
 * Makes the contract of one event type from its JSON Schema, which refers to nothing but the hub's common schemas.
 * Raises an {@link EventContractError} saying what is wrong when the schema is not valid, or when its `$id` or
 * `x-throughgate` cannot be used.
 * @param problem says what breaks the schema, where it has been compiled. @default compiles it
 */
export function eventContract(
  agency: string,
  type: string,
  schema: JsonSchema,
  problem = createSchemaCompiler()(schema),
): EventContract {
  const schemaId = `urn:throughgate:events:${agency}:${type}:v1`;
  if (schema.$id !== schemaId) {
    throw new EventContractError('/$id', `"$id" must be "${schemaId}", which each event carries`);
  }
  const meaning = readMeaning(schema);
  return {
    agency,
    type,
    description: schema.description ?? '',
    schemaId,
    about: meaning.about ?? 'person',
    entity: meaning.entity,
    schema,
    upToDate: compileUpToDate(schema),
    problem,
    title: compileTitle(meaning.title, schema),
    spells: (data) =>
      (meaning.spells ?? []).flatMap(({ kind, id, from, to }) => {
        const spellId = valueAt(data, id);
        const begin = valueAt(data, from);
        if (typeof spellId !== 'string' || typeof begin !== 'string') return [];
        const ends = [to].flat().map((path) => valueAt(data, path));
        return [{ id: spellId, kind, from: begin, to: ends.find((end) => typeof end === 'string') ?? null }];
      }),
    person: (data) => valueAt(data, 'person') as PersonState | undefined,
  };
}
