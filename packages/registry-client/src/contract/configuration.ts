import { z } from 'zod';

/** Severity that a subgraph gives a rule, or `off`. */
const ruleSeverity = z.enum(['off', 'warning', 'error']);

/**
 * How a subgraph is checked. Everything has a default; each subgraph may have its own.
 * Thresholds decide when use counts: an operation counts only if it meets both.
 */
export const checkConfiguration = z.object({
  usageDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('Operations that clients ran in so many days before the check count as used.'),
  minimumCount: z
    .int()
    .min(1)
    .default(1)
    .describe('An operation run fewer times than this in the window does not block a change.'),
  minimumPercentage: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .describe(
      'An operation that makes up less than this share of all requests, in %, does not block a change.',
    ),
  ignoredClients: z
    .array(z.string())
    .default([])
    .describe('Names of clients whose operations do not block a change.'),
  dangerous: ruleSeverity
    .default('warning')
    .describe(
      'What a change counts as that can surprise clients though it breaks no operation: a new enum value, a new member of a union.',
    ),
  removalWithoutDeprecation: ruleSeverity
    .default('warning')
    .describe('What removing counts as that was not marked `@deprecated` in the published schema.'),
  classification: ruleSeverity
    .default('error')
    .describe(
      'What a changed field counts as that could identify a person and says not how it is classified.',
    ),
  authorization: ruleSeverity
    .default('error')
    .describe(
      'What a field counts as that shows data about people to every caller, or whose refusal takes with it what the caller may see.',
    ),
  lint: z
    .record(z.string(), ruleSeverity)
    .default({})
    .describe('Severity of lint rules that differs from the default, by rule.'),
});

/** How a subgraph is checked. */
export type CheckConfiguration = z.infer<typeof checkConfiguration>;
