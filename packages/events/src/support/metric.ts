import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

interface Description<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

// Several relays and projections of one process share a registry, and a registry takes each name once: the
// first creates the metric, the others find it.

/** The counter of this name in `registry`, created by whoever asks first. */
export function counterIn<Label extends string>(registry: Registry, description: Description<Label>) {
  const found = registry.getSingleMetric(description.name);
  return (found as Counter<Label> | undefined) ?? new Counter({ ...description, registers: [registry] });
}

/** The gauge of this name in `registry`, created by whoever asks first. */
export function gaugeIn<Label extends string>(
  registry: Registry,
  description: Description<Label>,
): Gauge<Label> {
  const found = registry.getSingleMetric(description.name);
  if (found) return found as Gauge<Label>;
  const gauge = new Gauge({
    ...description,
    registers: [registry],
    async collect() {
      await Promise.all([...(observers.get(gauge) ?? [])].map((observe) => observe()));
    },
  });
  return gauge;
}

/** Those who set gauges at the moment that they are read. */
const observers = new WeakMap<object, Set<() => Promise<void>>>();

/** Has `observe` set a gauge of {@link gaugeIn} each time before it is read. The function returned ends that. */
export function setAtScrape<Label extends string>(
  gauge: Gauge<Label>,
  observe: (gauge: Gauge<Label>) => Promise<void>,
): () => void {
  const all = observers.get(gauge) ?? new Set();
  observers.set(gauge, all);
  const one = () => observe(gauge);
  all.add(one);
  return () => void all.delete(one);
}

/** The histogram of this name in `registry`, with `buckets` in seconds, created by whoever asks first. */
export function histogramIn<Label extends string>(
  registry: Registry,
  description: Description<Label> & { readonly buckets: number[] },
) {
  const found = registry.getSingleMetric(description.name);
  return (found as Histogram<Label> | undefined) ?? new Histogram({ ...description, registers: [registry] });
}
