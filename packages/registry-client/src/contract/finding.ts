import { z } from 'zod';
import { errorCodes } from './error-catalogue.ts';

/** A place in a file that an integrator sent. */
export const place = z.object({
  subgraph: z.string().describe('The subgraph whose file it is.'),
  file: z.string().describe('The file as the integrator named it, for example `housing.graphql`.'),
  line: z.int().min(1).describe('Line, from 1.'),
  column: z.int().min(1).describe('Column, from 1.'),
});

/** How much a finding matters: an `error` fails the check. */
export const severity = z.enum(['error', 'warning', 'info']);

/** One thing that a check found. */
export const finding = z.object({
  code: z
    .enum(errorCodes)
    .describe('Stable code: `hub explain <code>` tells what it means and how to mend it.'),
  severity,
  rule: z
    .string()
    .optional()
    .describe('The rule behind it: composition’s own code, a lint rule, or the kind of a change.'),
  message: z.string().describe('What is wrong, in words.'),
  subgraph: z.string().describe('The subgraph concerned.'),
  coordinate: z
    .string()
    .optional()
    .describe('Schema coordinate, for example `Tenancy.postcode`, or event type and JSON pointer.'),
  places: z.array(place).describe('Where to look, the most telling place first.'),
  fix: z.string().describe('What to do about it.'),
});

/** A place in a file that an integrator sent. */
export type Place = z.infer<typeof place>;
/** How much a finding matters: an `error` fails the check. */
export type Severity = z.infer<typeof severity>;
/** One thing that a check found. */
export type Finding = z.infer<typeof finding>;
