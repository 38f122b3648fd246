import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeText } from '@throughgate/service/decode-text';

/** Where the values come from. */
export interface ExpansionSources {
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** Folder from which `${file.…}` begins. */
  readonly folder: string;
}

/**
 * Expands `${env.NAME}` and `${file.PATH}` in every text of a value, as Rover does in its YAML files; a file without the line
 * break at its end. `${env.NAME:-text}` gives the text where NAME is not set or empty. Raises an error that names the
 * place and the variable when there is no value.
 */
export function expandVariables<Value>(value: Value, sources: ExpansionSources, at = ''): Value {
  if (typeof value === 'string') {
    return value.replaceAll(/\$\{([^}]*)\}/g, (whole, inner: string) => {
      const { kind, name, otherwise } = partsOf(inner);
      const found =
        kind === 'env' ? sources.environment[name] || otherwise : kind && read(name, sources, at, whole);
      if (found !== undefined) return found;
      const where = at === '' ? '' : `${at}: `;
      if (kind === 'env') throw new Error(`${where}the environment variable ${name} of ${whole} is not set`);
      throw new Error(`${where}${whole} cannot be expanded: what can is \${env.NAME} and \${file.PATH}`);
    }) as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    expandVariables<unknown>(inner, sources, at === '' ? key : `${at}.${key}`),
  ]);
  return (Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)) as Value;
}

interface Variable {
  readonly kind?: 'env' | 'file';
  readonly name: string;
  readonly otherwise?: string;
}

function partsOf(inner: string): Variable {
  const [, kind, name = '', otherwise] = /^(env|file)\.(.+?)(?::-(.*))?$/s.exec(inner.trim()) ?? [];
  if (kind !== 'env' && kind !== 'file') return { name: inner };
  return { kind, name, ...(otherwise === undefined ? {} : { otherwise }) };
}

function read(path: string, { folder }: ExpansionSources, at: string, whole: string): string {
  try {
    return decodeText(readFileSync(resolve(folder, path))).replace(/\r?\n$/, '');
  } catch (error) {
    throw new Error(`${at}: the file of ${whole} cannot be used: ${(error as Error).message}`);
  }
}
