import { type ErrorCode, errorCatalogue } from './error-catalogue.ts';
import type { Finding, Severity } from './finding.ts';

/** Makes a finding, an error where nothing else is said, with the catalogue's fix where none is given. */
export function createFinding(
  code: ErrorCode,
  details: Omit<Finding, 'code' | 'severity' | 'fix'> & { severity?: Severity; fix?: string },
): Finding {
  return { code, severity: 'error', fix: errorCatalogue[code].fix, ...details };
}
