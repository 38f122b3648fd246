import { z } from 'zod';
import { errorCodes } from './error-catalogue.ts';
import { finding } from './finding.ts';

/** An error of the API (RFC 9457, `application/problem+json`). */
export const problem = z.object({
  type: z.string().describe('URI of the kind of error.'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What is wrong and what was expected.'),
  code: z.enum(errorCodes),
  fix: z.string(),
  findings: z.array(finding).optional(),
});

/** An error of the API. */
export type Problem = z.infer<typeof problem>;
