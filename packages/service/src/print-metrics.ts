import type { Registry } from 'prom-client';
import { processMetricNames } from './process-metrics.ts';

/**
 * Prints the metrics of services of one process as one Prometheus text: each metric once, with the samples of all that
 * have it, which their label `service` tells apart. What concerns the whole process is printed of the first one only.
 */
export async function printMetrics([first, ...others]: readonly [Registry, ...Registry[]]): Promise<string> {
  const ofProcess = processMetricNames();
  const printed = await Promise.all([
    print(first, () => true),
    ...others.map((registry) => print(registry, (name) => !ofProcess.has(name))),
  ]);
  const metrics = new Map<string, { readonly head: string; samples: string }>();
  for (const { name, head, samples } of printed.flat()) {
    const known = metrics.get(name);
    if (known) known.samples += samples;
    else metrics.set(name, { head, samples });
  }
  return [...metrics.values()].map(({ head, samples }) => `${head}${samples}`).join('\n');
}

/** Each metric of a registry, its two lines that say what it is apart from its samples. */
function print(registry: Registry, isWanted: (name: string) => boolean) {
  const names = registry
    .getMetricsAsArray()
    .map(({ name }) => name)
    .filter(isWanted);
  return Promise.all(
    names.map(async (name) => {
      const [help = '', type = '', ...samples] = (await registry.getSingleMetricAsString(name)).split('\n');
      return {
        name,
        head: `${help}\n${type}\n`,
        samples: samples
          .filter((line) => line !== '')
          .map((line) => `${line}\n`)
          .join(''),
      };
    }),
  );
}
