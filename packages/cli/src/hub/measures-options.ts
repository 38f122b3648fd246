import { join } from 'node:path';
import type { MeasuresOptions } from '@throughgate/outcomes';
import { BadSettingError, type Settings } from '@throughgate/runtime/settings';
import { isLoopback } from '@throughgate/service';

/**
 * Where and how a hub keeps measures. Raises `BadSettingError` where figures would be told as they are to whoever reaches the hub from
 * elsewhere.
 */
export function measuresOptions(settings: Settings): MeasuresOptions {
  const { measuresPolicy: policy, host } = settings;
  if (policy === 'none' && !isLoopback(host)) {
    throw new BadSettingError(
      `HUB_MEASURES_POLICY (--measures-policy) is "none", which protects nobody, while the hub listens on ${host} (HUB_HOST): it must be moj, ons or opensafely there.`,
    );
  }
  return {
    directory: measuresDirectory(settings),
    memoryLimit: settings.measuresMemory,
    tickEvery: settings.measuresTick,
    policy,
  };
}

/** Where a hub keeps the file of measures. */
export function measuresDirectory({ measuresDirectory, data }: Settings): string {
  return measuresDirectory ?? join(data, 'measures');
}
