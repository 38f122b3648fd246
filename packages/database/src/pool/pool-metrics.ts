import type pg from 'pg';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { StatementObserver } from './counting-client.ts';

/** The metrics of all pools of one registry, told apart by the label `pool`. */
export interface PoolMetrics {
  /** Counts a statement of the pool `name`. */
  observe(name: string): StatementObserver;
  /** Shows the connections of a pool from now on. */
  show(name: string, pool: pg.Pool): void;
}

const perRegistry = new WeakMap<Registry, PoolMetrics>();

/** Returns the pool metrics of a registry, registering them at first. */
export function poolMetrics(registry: Registry): PoolMetrics {
  const metrics = perRegistry.get(registry) ?? register(registry);
  perRegistry.set(registry, metrics);
  return metrics;
}

function register(registry: Registry): PoolMetrics {
  const pools = new Map<string, pg.Pool>();
  const statements = new Counter({
    name: 'throughgate_sql_statements_total',
    help: 'SQL statements answered. kind=data reads or writes; kind=control is BEGIN, COMMIT, notifications and their like.',
    labelNames: ['pool', 'kind'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'throughgate_sql_statement_seconds',
    help: 'Time from sending a statement of kind=data to its answer, waiting for a connection not included.',
    labelNames: ['pool'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'throughgate_sql_connections',
    help: 'Connections of a pool by state, and requests that wait for one (state=waiting).',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [name, pool] of pools) {
        this.set({ pool: name, state: 'idle' }, pool.idleCount);
        this.set({ pool: name, state: 'busy' }, pool.totalCount - pool.idleCount);
        this.set({ pool: name, state: 'waiting' }, pool.waitingCount);
      }
    },
  });
  return {
    observe(name) {
      // Children of a metric are looked up once: a statement must not pay for its own counting.
      const data = statements.labels(name, 'data');
      const control = statements.labels(name, 'control');
      const duration = seconds.labels(name);
      return (statement) => {
        if (statement.control) return control.inc();
        data.inc();
        duration.observe(statement.seconds);
      };
    },
    show: (name, pool) => void pools.set(name, pool),
  };
}
