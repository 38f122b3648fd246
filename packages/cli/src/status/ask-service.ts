import type { RunningService } from '@throughgate/runtime/run-file';
import type { Readiness } from '@throughgate/service';

/** Milliseconds within which whatever is asked must answer; a service itself gives each of its checks 2 s. */
export const deadline = 4_000;

/** What a service says of itself. */
export interface ServiceStatus extends RunningService {
  readonly ready: boolean;
  /** What it checked, each with `ok` or what is wrong; empty when it did not answer. */
  readonly checks: Readonly<Record<string, string>>;
  /** What somebody should look at although it works, by what was checked. */
  readonly alarms: Readonly<Record<string, string>>;
  /** Why it did not answer; `undefined` when it did. */
  readonly problem?: string | undefined;
}

/** Asks a service whether it is ready. Never rejects. */
export async function askService({ name, url }: RunningService): Promise<ServiceStatus> {
  try {
    const response = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(deadline) });
    const answer: unknown = await response.json();
    if (!isReadiness(answer)) throw new Error(`no answer of a service, but HTTP status ${response.status}`);
    const { ready, checks, alarms = {} } = answer;
    return { name, url, ready: response.ok && ready, checks, alarms };
  } catch (error) {
    return { name, url, ready: false, checks: {}, alarms: {}, problem: reasonOf(error) };
  }
}

/** Fetches the metrics that a service prints; `undefined` when it does not answer in time. */
export async function fetchMetrics(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(new URL('/metrics', url), { signal: AbortSignal.timeout(deadline) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

function isReadiness(answer: unknown): answer is Readiness {
  return typeof answer === 'object' && answer !== null && 'ready' in answer && 'checks' in answer;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer in ${deadline / 1_000} s`;
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
