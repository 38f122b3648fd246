import type { CheckConfiguration, RegistryClient } from '@throughgate/registry-client';
import { InvalidArgumentError } from 'commander';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';

/**
 * `hub subgraph configure`: how a subgraph is checked; changed by `key=value`, shown when none is given.
 * `lint.<rule>=off` gives a lint rule its severity.
 */
export async function configureSubgraph(
  registry: RegistryClient,
  name: string,
  { set }: { readonly set: readonly string[] },
): Promise<Outcome> {
  const current = await registry.configuration(name);
  const configuration =
    set.length === 0 ? current : await registry.configure(name, set.reduce(withSetting, current));
  const rows = Object.entries(configuration).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).map(([rule, severity]) => [`${key}.${rule}`, String(severity)])
      : [[key, String(value)]],
  );
  return { text: formatTable(['setting', 'value'], rows, ''), data: { configuration } };
}

/** The configuration with one setting changed, given as `key=value`. */
function withSetting(configuration: CheckConfiguration, pair: string): CheckConfiguration {
  const at = pair.indexOf('=');
  const key = pair.slice(0, at);
  const value = pair.slice(at + 1);
  const [, rule] = /^lint\.(.+)$/.exec(key) ?? [];
  if (at > 0 && rule !== undefined) {
    return { ...configuration, lint: { ...configuration.lint, [rule]: value } } as CheckConfiguration;
  }
  if (at < 1 || key === 'lint' || !Object.hasOwn(configuration, key)) {
    const keys = Object.keys(configuration).map((one) => (one === 'lint' ? 'lint.<rule>' : one));
    throw new InvalidArgumentError(`--set ${pair}: it must be <setting>=<value>, one of ${keys.join(', ')}.`);
  }
  const before = configuration[key as keyof CheckConfiguration];
  return { ...configuration, [key]: readAs(before, value) };
}

/** A value written as text, of the kind that the setting has. What it accepts is for the registry to say. */
function readAs(before: unknown, value: string): unknown {
  if (typeof before === 'number') return Number(value);
  if (Array.isArray(before)) return value === '' ? [] : value.split(',');
  return value;
}
