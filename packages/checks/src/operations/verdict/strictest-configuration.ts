import { type CheckConfiguration, checkConfiguration } from '@throughgate/registry-client';

/** The configuration of a subgraph that has none of its own. */
const defaults = checkConfiguration.parse({});

/**
 * What holds for a change that several subgraphs cause: of each setting about operations the strictest. Subgraphs
 * without a configuration have the defaults.
 */
export function strictestConfiguration(
  subgraphs: readonly string[],
  configurations: Readonly<Record<string, CheckConfiguration>>,
): CheckConfiguration {
  const [first = defaults, ...others] = subgraphs.map((name) => configurations[name] ?? defaults);
  const all = [first, ...others];
  return {
    ...first,
    usageDays: Math.max(...all.map(({ usageDays }) => usageDays)),
    minimumCount: Math.min(...all.map(({ minimumCount }) => minimumCount)),
    minimumPercentage: Math.min(...all.map(({ minimumPercentage }) => minimumPercentage)),
    ignoredClients: first.ignoredClients.filter((client) =>
      others.every(({ ignoredClients }) => ignoredClients.includes(client)),
    ),
    dangerous: strictest(all.map(({ dangerous }) => dangerous)),
    removalWithoutDeprecation: strictest(all.map((one) => one.removalWithoutDeprecation)),
  };
}

function strictest(severities: readonly CheckConfiguration['dangerous'][]) {
  return (['error', 'warning', 'off'] as const).find((one) => severities.includes(one)) ?? 'off';
}
