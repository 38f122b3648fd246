import { type PublishResult, type RegistryClient, shortDigest } from '@throughgate/registry-client';
import { exitCodes } from '../../exit-codes.ts';
import { checkData, checkError } from '../../output/check-data.ts';
import { annotateCheck, formatCheck } from '../../output/check-outcome.ts';
import type { Outcome } from '../../output/outcome.ts';
import { count, onOneLine } from '../../output/plain.ts';
import { awaitGateways, type Served } from '../../registry/await-gateways.ts';

/**
 * What came of a publication, a rollback or a removal. `subgraph` is the one concerned, when it was one; `served` says
 * whether gateways serve what is live now.
 */
export function publishOutcome(
  result: PublishResult,
  subgraph: string | undefined,
  served?: Served,
): Outcome {
  const isLive = result.published || result.unchanged;
  const unserved = served?.status === 'late' || served?.status === 'refused';
  const success = isLive && !unserved;
  const { check, publication } = result;
  const sum = `${summarise(result)}${served ? tellServed(served) : ''}`;
  return {
    success,
    // What was asked for is done, and may be served a moment later; a graph that cannot be loaded will not be.
    exitCode: served?.status === 'late' ? exitCodes.timedOut : exitCodes.failed,
    text: `${formatCheck(check, subgraph)}${sum}`,
    data: {
      ...checkData(check),
      api_schema_hash: result.supergraph,
      subgraph_was_created: publication?.subgraphs.some(({ previous }) => previous === null) ?? false,
      subgraph_was_updated: result.published,
      supergraph_was_updated: result.supergraphWasUpdated,
      published: result.published,
      unchanged: result.unchanged,
      publication,
      gateways: served ? servedData(served) : null,
    },
    error: success
      ? undefined
      : served && unserved
        ? { message: tellServed(served).trim(), code: 'HUB-C056' }
        : checkError(check.findings, 'Nothing was published: the checks failed.'),
    annotations: `${annotateCheck(check)}${sum}`,
  };
}

/** Whether gateways serve it, in a sentence. */
function tellServed({ status, gateways, missing, milliseconds }: Served): string {
  const seconds = (milliseconds / 1_000).toFixed(1);
  const names = missing.map(({ name }) => onOneLine(name)).join('; ');
  switch (status) {
    case 'not waited':
      return '';
    case 'none':
      return 'No gateway reports to the registry, so that none was waited for.\n';
    case 'serving':
      return `${count(gateways.length, 'gateway')} ${gateways.length === 1 ? 'serves' : 'serve'} it, after ${seconds} s.\n`;
    case 'late':
      return `After ${seconds} s ${missing.length} of ${count(gateways.length, 'gateway')} did not serve it yet: ${names}.\n`;
    case 'refused':
      return `${missing.length} of ${count(gateways.length, 'gateway')} cannot load it, and serve on what they had: ${names}.\n`;
  }
}

function servedData({ status, gateways, missing, milliseconds }: Served) {
  return {
    status: status.replace(' ', '_'),
    count: gateways.length,
    missing: missing.map(({ instance, name, serving, refused }) => ({ instance, name, serving, refused })),
    milliseconds,
  };
}

function summarise(result: PublishResult): string {
  const { published, unchanged, publication, supergraphWasUpdated, supergraph } = result;
  if (unchanged) return 'Nothing to publish: all of this is live already.\n';
  if (!published || !publication) return 'Nothing was published.\n';
  const steps = publication.subgraphs.map(({ name, version }) =>
    version === null ? `${name} removed` : `${name} ${shortDigest(version)}`,
  );
  const graph = supergraphWasUpdated ? 'The graph has changed' : 'The graph is the same';
  const digest = supergraph === null ? '' : `, supergraph ${shortDigest(supergraph)}`;
  return `Published: ${steps.join(', ')}. ${graph}; this is revision ${publication.revision}${digest}.\n`;
}

/** What every command that changes the graph takes. */
export interface ChangingOptions {
  /** Digest of the supergraph that must be live. */
  readonly expectBase?: string;
  /** Seconds to wait for gateways; false for none. */
  readonly wait: number | false;
}

/** What came of a publication, when the gateways serve it. */
export async function published(
  registry: RegistryClient,
  result: PublishResult,
  subgraph: string | undefined,
  { wait }: Pick<ChangingOptions, 'wait'>,
): Promise<Outcome> {
  const isLive = result.published || result.unchanged;
  if (!isLive || result.supergraph === null) return publishOutcome(result, subgraph);
  const served = await awaitGateways(registry, result.supergraph, wait, (text) => process.stderr.write(text));
  return publishOutcome(result, subgraph, served);
}
