import { reasonOf } from './reason-of.ts';

/** One thing a service needs before it can do its work; resolves when it is there, rejects saying what is missing. */
export interface ReadinessCheck {
  /** What is checked, in a word or two: `database`, `subgraph prisons`. */
  readonly name: string;
  /** Rejects with a readable reason while the service cannot work. */
  check(): Promise<void>;
  /** Tells what somebody should look at although the service works; `undefined` when nothing is. @default nothing ever is */
  alarm?(): Promise<string | undefined>;
}

/** The answer of `/health/ready`. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
  /** What somebody should look at although the service works; left out when nothing is. */
  readonly alarms?: Readonly<Record<string, string>>;
}

/** Longest that one check may take before it counts as failed, in milliseconds. */
const checkDeadline = 2_000;

/** Runs all checks side by side; ready only when every one passed. */
export async function readiness(checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check, alarm }) => {
      const deadline = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => deadline.reject(new Error(`no answer in ${checkDeadline} ms`)),
        checkDeadline,
      );
      try {
        const asked = Promise.all([check(), alarm?.()]);
        const [, raised] = await Promise.race([asked, deadline.promise]);
        return { name, result: 'ok', raised };
      } catch (error) {
        return { name, result: reasonOf(error), raised: undefined };
      } finally {
        clearTimeout(timer);
      }
    }),
  );
  const alarms = results.flatMap(({ name, raised }) => (raised === undefined ? [] : [[name, raised]]));
  return {
    ready: results.every(({ result }) => result === 'ok'),
    checks: Object.fromEntries(results.map(({ name, result }) => [name, result])),
    ...(alarms.length === 0 ? {} : { alarms: Object.fromEntries(alarms) }),
  };
}
