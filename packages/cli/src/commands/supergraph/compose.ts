import { readSupergraphConfig } from '../../input/read-supergraph-config.ts';
import { composeProposals } from '../../input/read-supergraph-file.ts';
import { checkError } from '../../output/check-data.ts';
import { annotateFinding, formatFinding } from '../../output/format-finding.ts';
import type { Outcome } from '../../output/outcome.ts';
import { writeOutput } from './write-output.ts';

/** `hub supergraph compose`: composes subgraphs of this machine, as the registry would; needs neither. */
export async function composeSupergraph({
  config,
  output,
}: {
  readonly config: string;
  readonly output?: string;
}): Promise<Outcome> {
  const { supergraphSdl, findings } = composeProposals(await readSupergraphConfig(config));
  const annotations = findings.map(annotateFinding).join('');
  if (supergraphSdl === null) {
    return {
      success: false,
      text: findings.map(formatFinding).join('\n'),
      data: { findings },
      error: checkError(findings, 'The subgraphs do not compose.'),
      annotations,
    };
  }
  return {
    ...writeOutput(supergraphSdl, output),
    // Hints would spoil the SDL on standard output.
    ...(findings.length === 0 ? {} : { note: findings.map(formatFinding).join('\n') }),
    data: {
      core_schema: supergraphSdl,
      hints: findings.map(({ rule, message }) => ({ code: rule, message })),
      findings,
    },
    annotations,
  };
}
