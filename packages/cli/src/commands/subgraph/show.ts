import type { RegistryClient, SubgraphVersion } from '@throughgate/registry-client';
import { CommandError } from '../../command-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { plain } from '../../output/plain.ts';
import { formatTable } from '../../output/table.ts';

/** What is shown of a version: everything in short, its schema, or its event sources. */
export type Shown = 'summary' | 'sdl' | 'events';

/** `hub subgraph show`, and Rover's `fetch`: a version of a subgraph, by default the live one. */
export async function showSubgraph(
  registry: RegistryClient,
  name: string,
  { version = 'live', shown }: { readonly version?: string; readonly shown: Shown },
): Promise<Outcome> {
  const found = await registry.version(name, version);
  const { schema, events, ...rest } = found;
  if (shown === 'sdl') {
    return { text: withLineBreak(schema.text), data: { sdl: { contents: schema.text, type: 'SUBGRAPH' } } };
  }
  if (shown === 'events') return { text: eventFiles(found), data: { events } };
  const rows = [
    ['name', rest.name],
    ['version', `${rest.version}${rest.live ? ' (live)' : ''}`],
    ['routing url', rest.routingUrl],
    ['first published', rest.firstPublishedAt],
    ['schema', `${schema.path}, ${schema.text.split('\n').length} lines (--sdl prints it)`],
    ['events', events ? `${events.entry}, ${events.files.length} files (--events prints them)` : 'none'],
  ];
  return { text: formatTable(['', ''], rows, '').trimStart(), data: { subgraph: found } };
}

function eventFiles({ name, version, events }: SubgraphVersion): string {
  if (!events) throw new CommandError('HUB-C049', `${name} ${version} publishes no events.`);
  return events.files
    .map(
      ({ path, text }) =>
        `# ${plain(path)}${path === events.entry ? ' (AsyncAPI)' : ''}\n${withLineBreak(text)}`,
    )
    .join('\n');
}

function withLineBreak(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
