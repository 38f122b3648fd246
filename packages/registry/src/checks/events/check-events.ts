import type { Finding } from '../../contract/finding.ts';
import type { CheckInput } from '../check-input.ts';

/** Placeholder while the checks are being written side by side. */
export function checkEvents(_input: CheckInput): Finding[] {
  return [];
}
