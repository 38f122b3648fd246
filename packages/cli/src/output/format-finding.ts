import { styleText } from 'node:util';
import type { Finding, Place, Severity } from '@throughgate/registry-client';
import { plain } from './plain.ts';

const colours = { error: 'red', warning: 'yellow', info: 'blue' } as const satisfies Record<Severity, string>;

/**
 * A finding for people: `error[HUB-C010] housing.graphql:12:3 (housing) message`, and below it what to do.
 * Coloured on a terminal only, and never with NO_COLOR.
 */
export function formatFinding({ code, severity, rule, message, subgraph, places, fix }: Finding): string {
  const [first, ...others] = places;
  const where = first ? ` ${formatPlace(first)}` : '';
  const head = `${heading(severity, code)}${where} (${first?.subgraph ?? subgraph})`;
  const told = rule === undefined ? message : `${message} [${rule}]`;
  const also = others.length > 0 ? [`  also: ${others.map(formatPlace).join(', ')}`] : [];
  return [`${head} ${indented(told)}`, ...also, `  fix: ${indented(fix)}`, `  more: hub explain ${code}`]
    .map((line) => `${line}\n`)
    .join('');
}

/** `error[HUB-C010]`, as findings and failures begin, coloured when `stream` is a terminal. */
export function heading(
  severity: Severity,
  code: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return styleText(['bold', colours[severity]], `${severity}[${code}]`, { stream });
}

function formatPlace({ file, line, column }: Place): string {
  return `${plain(file)}:${line}:${column}`;
}

function indented(text: string): string {
  return plain(text).replaceAll('\n', '\n    ');
}
