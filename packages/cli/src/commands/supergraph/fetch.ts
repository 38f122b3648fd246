import { withoutRequirements } from '@throughgate/authorization';
import { readRunFile } from '@throughgate/runtime/run-file';
import type { Settings } from '@throughgate/runtime/settings';
import { parse, print } from 'graphql';
import { CommandError } from '../../command-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { connectRegistry } from '../../registry/connect-registry.ts';
import { replaceAddresses } from './replace-addresses.ts';
import { writeOutput } from './write-output.ts';

/** What `hub supergraph fetch` is given. */
export interface FetchOptions {
  /** Digest. @default the live one */
  readonly version?: string;
  readonly output?: string;
  /** Leave addresses as they were published, also those that only the hub's own gateway replaces. */
  readonly publishedUrls: boolean;
  /** Leave out what it requires of callers, for gateways that refuse what they do not enforce. */
  readonly withoutRequirements: boolean;
}

/**
 * `hub supergraph fetch`: the supergraph that is live, or an earlier one by its digest. Of a hub that runs on this machine the
 * subgraphs in its process have free ports and not their published addresses: they get those by which they are reached,
 * so that another gateway can serve what is fetched.
 */
export async function fetchSupergraph(
  settings: Settings,
  { version, output, publishedUrls, withoutRequirements: isOpen }: FetchOptions,
): Promise<Outcome> {
  const found = await connectRegistry(settings).supergraph(version === undefined ? {} : { digest: version });
  if (!found) throw new CommandError('HUB-C049', 'The registry has no supergraph yet.');
  const local = publishedUrls ? new Map<string, string>() : localAddresses(settings);
  const addressed = local.size === 0 ? found.sdl : replaceAddresses(found.sdl, local);
  const sdl = isOpen ? `${print(withoutRequirements(parse(addressed)))}\n` : addressed;
  const replaced = addressed !== found.sdl;
  const notes = [
    ...(replaced
      ? [
          'Subgraphs of the hub on this machine have the addresses that it gave them (--published-urls: the published ones).\n',
        ]
      : []),
    ...(isOpen
      ? [
          'What is required of callers is left out: serve it only where every subgraph verifies tokens and refuses for itself.\n',
        ]
      : []),
  ];
  return {
    ...writeOutput(sdl, output),
    ...(notes.length > 0 ? { note: notes.join('') } : {}),
    data: {
      sdl: { contents: sdl, type: 'SUPERGRAPH' },
      digest: found.digest,
      composed_at: found.composedAt,
      addresses: replaced ? 'local' : 'published',
    },
  };
}

/** Endpoints of the subgraphs in the process of the hub whose registry is asked; none of a registry elsewhere. */
function localAddresses({ registryUrl, data }: Settings): ReadonlyMap<string, string> {
  const running = readRunFile(data);
  const isOwn = registryUrl === undefined || registryUrl.replace(/\/$/, '') === running?.registryUrl;
  const services = isOwn ? (running?.services ?? []) : [];
  return new Map(services.map(({ name, url }) => [name, url]));
}
