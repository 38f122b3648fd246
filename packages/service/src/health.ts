/** One thing a service needs before it can do its work; resolves when it is there, rejects saying what is missing. */
export interface ReadinessCheck {
  /** What is checked, in a word or two: `database`, `subgraph prisons`. */
  readonly name: string;
  /** Rejects with a readable reason while the service cannot work. */
  check(): Promise<void>;
}

/** The answer of `/health/ready`. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** Longest that one check may take before it counts as failed, in milliseconds. */
const checkDeadline = 2_000;

/** Runs all checks side by side; ready only when every one passed. */
export async function readiness(checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check }) => {
      const deadline = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => deadline.reject(new Error(`no answer in ${checkDeadline} ms`)),
        checkDeadline,
      );
      try {
        await Promise.race([check(), deadline.promise]);
        return [name, 'ok'] as const;
      } catch (error) {
        return [name, error instanceof Error ? error.message : String(error)] as const;
      } finally {
        clearTimeout(timer);
      }
    }),
  );
  return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) };
}
