import type { Finding } from '@throughgate/registry-client';

/** Codes of findings that keep the subgraphs from composing: Rover's build errors. */
const compositionCodes = /^HUB-C00[1-58]$/;

/** An error of composition as Rover's envelope holds it. */
export interface BuildError {
  readonly message: string;
  readonly code: string;
  readonly type: 'composition';
  readonly nodes: readonly {
    readonly subgraph: string;
    readonly source: string;
    readonly start: { readonly line: number; readonly column: number };
  }[];
}

/** Those of the findings that keep the subgraphs from composing, as Rover's envelope holds them. */
export function buildErrors(findings: readonly Finding[]): BuildError[] {
  return findings
    .filter(({ code, severity }) => severity === 'error' && compositionCodes.test(code))
    .map(({ message, code, rule, places }) => ({
      message,
      code: rule ?? code,
      type: 'composition',
      nodes: places.map(({ subgraph, file, line, column }) => ({
        subgraph,
        source: file,
        start: { line, column },
      })),
    }));
}
