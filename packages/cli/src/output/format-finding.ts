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

/** Where and under which title an annotation shows. */
interface Annotation {
  readonly message: string;
  readonly title: string;
  /** Path from the repository's root. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/**
 * A workflow command that makes GitHub show an annotation, with its line break
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands). Nothing in its texts can
 * become a command of its own.
 */
export function formatAnnotation(severity: Severity, annotation: Annotation): string {
  const { message, title, file, line, column } = annotation;
  const properties = Object.entries({ file, line, col: column, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[severity]} ${properties.join(',')}::${escapeData(message)}\n`;
}

/** The annotation of a finding, at its first place. */
export function annotateFinding({
  code,
  severity,
  message,
  places: [place],
  fix,
  subgraph,
}: Finding): string {
  const { file, line, column } = place ?? {};
  return formatAnnotation(severity, {
    message: `${place ? '' : `${subgraph}: `}${message}\n${fix}`,
    title: code,
    file,
    line,
    column,
  });
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
