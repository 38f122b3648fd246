import { isDatabaseUnavailable } from '@throughgate/database';
import { type ErrorCode, errorCatalogue, type Problem } from '@throughgate/registry-client';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { RegistryError } from '../registry-error.ts';

/** Most options of a request that one answer complains of. */
const mostComplaints = 10;

/**
 * Makes of whatever was thrown the problem (RFC 9457) that is answered. What the caller cannot mend tells nothing but
 * the request's id, by which the operator finds it in the log: no stack, no statement, no host.
 */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof RegistryError) {
    const { code, status, message, findings } = error;
    return problem(code, status, message, findings.length > 0 ? { findings: [...findings] } : {});
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const complaints = error.validation.map(({ instancePath, message }) => `${instancePath}: ${message}`);
    const shown = complaints.slice(0, mostComplaints).join('; ');
    const more = complaints.length > mostComplaints ? `; and ${complaints.length - mostComplaints} more` : '';
    return problem('HUB-C047', 400, `In the ${partOf(error.validationContext)}: ${shown}${more}.`);
  }
  const { status, code } = fastifyError(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return problem('HUB-C006', 413, 'The request is larger than 16 MiB, the most that the registry accepts.');
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return problem('HUB-C047', 415, 'The body must be `application/json`.');
  }
  if (status >= 400 && status < 500 && error instanceof Error) {
    return problem('HUB-C047', status, error.message);
  }
  if (isDatabaseUnavailable(error)) {
    return problem('HUB-C052', 503, `The registry’s database does not answer (request ${requestId}).`);
  }
  return problem('HUB-C052', 500, `The registry had an unexpected error (request ${requestId}).`);
}

/** Makes a problem with the catalogue's title and fix. */
export function problem(
  code: ErrorCode,
  status: number,
  detail: string,
  more: Pick<Problem, 'findings'> = {},
): Problem {
  const { title, fix } = errorCatalogue[code];
  return { type: `urn:throughgate:error:${code}`, title, status, detail, code, fix, ...more };
}

function partOf(context: string | undefined): string {
  return context === 'querystring' ? 'query' : (context ?? 'request');
}

/** Status and code of an error that Fastify raised itself; 500 for any other. */
function fastifyError(error: unknown): { status: number; code: string } {
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error))
    return { status: 500, code: '' };
  return { status: Number(error.statusCode), code: String(error.code) };
}
