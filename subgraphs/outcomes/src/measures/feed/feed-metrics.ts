import type { MeasureStore } from '@throughgate/measures';
import { Gauge, type Registry } from 'prom-client';

/** What the metrics of measures show. */
export interface FeedWatch {
  /** The store, where one is open. */
  store(): MeasureStore | undefined;
  /** People to be worked out before measures answer, and those that are. */
  rebuild(): { readonly done: number; readonly total: number };
  /** When everything that had happened was in the store, the last time. */
  upToDateAt(): number;
  /** Attempts in a row that failed. */
  failures(): number;
  /** When measures were released last; undefined where they never were. */
  tickedAt(): Date | undefined;
}

/** Shows how the store of measures is, each time that metrics are read. */
export function feedMetrics(registry: Registry, watch: FeedWatch): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `throughgate_measures_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge(
    'age_seconds',
    'Seconds since everything that had happened was in the store of measures',
    () => (Date.now() - watch.upToDateAt()) / 1000,
  );
  gauge('failures', 'Attempts in a row that failed to bring the store of measures up to date', () =>
    watch.failures(),
  );
  gauge(
    'rebuild_people_done',
    'People whose episodes are worked out while measures are made anew',
    () => watch.rebuild().done,
  );
  gauge(
    'rebuild_people',
    'People whose episodes are to be worked out before measures answer; 0 when they do',
    () => watch.rebuild().total,
  );
  gauge('tick_age_seconds', 'Seconds since measures were released last', () => {
    const at = watch.tickedAt();
    return at === undefined ? Number.NaN : (Date.now() - at.getTime()) / 1000;
  });
  const kinds = ['kind'] as const;
  const byKind = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    show: (gauge: Gauge<Label>, store: MeasureStore) => void,
  ) =>
    new Gauge({
      name: `throughgate_measures_${name}`,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        const store = watch.store();
        if (store) show(this, store);
      },
    });
  byKind('rows', 'Rows of episodes in the store', [...kinds, 'part'], (rows, store) => {
    for (const [kind, { baseRows, deltaRows }] of store.statistics()) {
      rows.set({ kind, part: 'base' }, baseRows);
      rows.set({ kind, part: 'delta' }, deltaRows);
    }
  });
  byKind('folds', 'Folds of the delta into the base since the start', kinds, (folds, store) => {
    for (const [kind, one] of store.statistics()) folds.set({ kind }, one.folds);
  });
  byKind('fold_seconds', 'Seconds that these folds took together', kinds, (seconds, store) => {
    for (const [kind, one] of store.statistics()) seconds.set({ kind }, one.foldSeconds);
  });
}
