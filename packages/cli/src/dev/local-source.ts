import type { SourcedSupergraph, SupergraphSource, SwitchResult } from '@throughgate/gateway';
import type { RegistryClient } from '@throughgate/registry-client';
import { type FSWatcher, watch } from 'chokidar';
import type { ProposalFiles } from '../input/read-proposal.ts';
import { formatFinding } from '../output/format-finding.ts';
import { describeFailure, formatFailure } from '../output/present.ts';
import { composeLocal } from './compose-local.ts';

/** What the person is told of a supergraph that the gateway was given. */
const told: Readonly<Record<SwitchResult, string>> = {
  switched: 'the gateway serves it',
  unchanged: 'the graph is the same',
  refused: 'the gateway cannot serve it, and serves on as before',
  skipped: 'the next one follows',
};

/**
 * Makes the source of supergraphs for a gateway beside which a subgraph is developed: it is composed with what the
 * registry has, at the start and whenever one of its files is saved. While it does not compose, the graph serves on as
 * before; at the start, the published one. Nothing is published. `tell` gets lines for the person who develops.
 */
export function localSource(
  registry: RegistryClient,
  subgraph: ProposalFiles,
  tell: (text: string) => void,
): SupergraphSource {
  let watcher: FSWatcher | undefined;
  let work: Promise<void> = Promise.resolve();
  return {
    candidates: [{ origin: 'the registry, with the local subgraph', read: readFirst }],
    follows: true,
    follow(_serving, _origin, offer) {
      const recompose = async () => {
        const next = await compose();
        if (next) tell(`${next.summary}; ${told[await offer(next.supergraph)]}\n`);
      };
      watcher?.on('all', () => {
        // One after the other: of two saves the later one is served in the end.
        work = work.then(recompose);
      });
    },
    async stop() {
      await watcher?.close();
      await work;
    },
  };

  async function readFirst(): Promise<SourcedSupergraph> {
    watcher = watch(subgraph.schema, { ignoreInitial: true });
    const composed = await compose();
    if (composed) {
      tell(`${composed.summary}\n`);
      return composed.supergraph;
    }
    const published = await registry.supergraph();
    if (!published) throw new Error('the registry has no supergraph');
    return published;
  }

  async function compose(): Promise<{ supergraph: SourcedSupergraph; summary: string } | undefined> {
    try {
      const { supergraph, findings, files, milliseconds } = await composeLocal(registry, subgraph);
      watcher?.add([...files]);
      tell(findings.map(formatFinding).join(''));
      if (supergraph) return { supergraph, summary: `composed in ${milliseconds} ms` };
    } catch (error) {
      tell(formatFailure(describeFailure(error)));
    }
    tell(`${subgraph.name} is not composed; the graph serves as before\n`);
    return undefined;
  }
}
