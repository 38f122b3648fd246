import { type PublishResult, shortDigest } from '@throughgate/registry/client';
import { checkData, checkError } from './check-data.ts';
import { annotateCheck, formatCheck } from './check-report.ts';
import type { Outcome } from './outcome.ts';

/** What came of a publication, a rollback or a removal. `subgraph` is the one concerned, when it was one. */
export function publishOutcome(result: PublishResult, subgraph: string | undefined): Outcome {
  const success = result.published || result.unchanged;
  const { check, publication } = result;
  const sum = summarise(result);
  return {
    success,
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
    },
    error: success ? undefined : checkError(check.findings, 'Nothing was published: the checks failed.'),
    annotations: `${annotateCheck(check)}${sum}`,
  };
}

function summarise({ published, unchanged, publication, supergraphWasUpdated }: PublishResult): string {
  if (unchanged) return 'Nothing to publish: all of this is live already.\n';
  if (!published || !publication) return 'Nothing was published.\n';
  const steps = publication.subgraphs.map(({ name, version }) =>
    version === null ? `${name} removed` : `${name} ${shortDigest(version)}`,
  );
  const graph = supergraphWasUpdated ? 'The graph has changed' : 'The graph is the same';
  return `Published: ${steps.join(', ')}. ${graph}; this is revision ${publication.revision}.\n`;
}
