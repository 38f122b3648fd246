import { topicOf } from '@throughgate/events/topic';
import type { EventSources, Finding, Place } from '@throughgate/registry-client';
import { checkStructure } from './asyncapi-structure.ts';
import { bundleSchema } from './bundle-schema.ts';
import { childOf, isObject } from './json.ts';
import { type Located, openFolder, type ReadDocuments, type SourceFolder } from './source-folder.ts';
import { findingOf, orFinding, SourceProblem } from './source-problem.ts';

/** An event type as an integrator describes it. */
export interface EventTypeSource {
  /** Event type, for example `housing.tenancy.started`: the name of the message. */
  readonly type: string;
  /** The file that holds its JSON Schema, as the integrator names it. */
  readonly file: string;
  /** The JSON Schema of its data in one piece: it holds no reference but those to the hub's shared schemas. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Where the part of `schema` at a JSON pointer stands in the integrator's files. */
  placeOf(jsonPointer: string): Place;
}

const typeForm = /^[A-Za-z0-9][\w.-]{0,199}$/;
const schemaFormat = /^application\/schema\+(json|yaml);\s*version=(draft-)?2020-12$/;

/** How {@link readEventTypes} reads. */
export interface ReadOptions {
  /** Whether they were published, and so passed before: their structure is not checked again. @default false */
  readonly isChecked?: boolean;
  /** Documents that were read before, which it adds to. @default none */
  readonly documents?: ReadDocuments;
}

/**
 * Reads the event types that an AsyncAPI document describes, in its order. What cannot be read becomes a finding, and
 * the types that can be read are given all the same. Whether the schemas are valid is another check.
 */
export function readEventTypes(
  subgraph: string,
  sources: EventSources,
  { isChecked = false, documents = new Map() }: ReadOptions = {},
): { readonly types: readonly EventTypeSource[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const folder = openFolder(subgraph, sources, documents);
  const entry = orFinding(findings, () => folder.entry());
  if (!entry) return { types: [], findings };
  if (!isChecked) findings.push(...checkStructure(subgraph, entry));
  if (findings.length > 0) return { types: [], findings };

  const types = new Map<string, EventTypeSource>();
  const root: Located = { document: entry, segments: [], value: entry.json };
  for (const message of messagesOf(subgraph, folder, root, findings)) {
    const source = orFinding(findings, () => readType(folder, message));
    if (!source) continue;
    if (types.has(source.type)) {
      findings.push(findingOf(problemAt(message.at, `The event type ${source.type} is described twice.`)));
    } else types.set(source.type, source);
  }
  return { types: [...types.values()], findings };
}

interface Message {
  /** Name by which the channel knows it: its type where it has no name of its own. */
  readonly name: string;
  readonly at: Located;
}

function messagesOf(subgraph: string, folder: SourceFolder, root: Located, findings: Finding[]): Message[] {
  const topic = topicOf(subgraph);
  const channels = entriesOf(within(root, 'channels'));
  if (channels.length === 0) {
    findings.push(
      findingOf(problemAt(root, `The document describes no channel; events of ${subgraph} are on ${topic}.`)),
    );
  }
  return channels.flatMap(([, channel]) => {
    const messages = orFinding(findings, () => {
      const at = folder.resolve(channel);
      const address = childOf(at.value, 'address');
      if (address !== topic) {
        const place = within(at, 'address');
        throw problemAt(place, `The address of the channel must be ${topic}; found ${String(address)}.`);
      }
      return entriesOf(folder.resolve(within(at, 'messages')));
    });
    return (messages ?? []).flatMap(([name, message]) => {
      const at = orFinding(findings, () => folder.resolve(message));
      return at ? [{ name, at }] : [];
    });
  });
}

function readType(folder: SourceFolder, { name, at }: Message): EventTypeSource {
  const own = childOf(at.value, 'name');
  const type = typeof own === 'string' ? own : name;
  if (!typeForm.test(type)) {
    const detail = `"${type}" is no event type: letters, digits, dots, hyphens and underscores, at most 200.`;
    throw problemAt(within(at, 'name'), detail);
  }
  const payload = within(at, 'payload');
  if (payload.value === undefined) throw problemAt(at, `The message ${type} has no payload.`);
  const format = childOf(payload.value, 'schemaFormat');
  if (format !== undefined && !schemaFormat.test(String(format))) {
    const expected = 'application/schema+json;version=draft-2020-12';
    throw problemAt(
      within(payload, 'schemaFormat'),
      `The schema format must be ${expected}; found ${String(format)}.`,
    );
  }
  const schema = folder.resolve(format === undefined ? payload : within(payload, 'schema'));
  return { type, file: schema.document.path, ...bundleSchema(folder, schema) };
}

function within({ document, segments, value }: Located, name: string): Located {
  return { document, segments: [...segments, name], value: childOf(value, name) };
}

function entriesOf(part: Located): [string, Located][] {
  return Object.keys(isObject(part.value) ? part.value : {}).map((name) => [name, within(part, name)]);
}

function problemAt({ document, segments }: Located, detail: string): SourceProblem {
  return new SourceProblem('HUB-C030', detail, document.placeOf(segments));
}
