import { z } from 'zod';
import { finding } from './finding.ts';
import { digest, digestStart, moment, subgraphName } from './names.ts';
import { gitContext, subgraphProposal } from './subgraph.ts';

/** The supergraph that a change is meant for. */
export const expectedBase = digestStart
  .optional()
  .describe(
    'Digest of the supergraph that must be live, or how it begins: `base` of a check. When it is another one, the request is refused (HUB-C055), unless there is nothing to change.',
  );

/** What is to be checked: several subgraphs are checked as one change. */
export const checkRequest = z.object({
  subgraphs: z.array(subgraphProposal).max(1_000).default([]),
  removed: z
    .array(subgraphName)
    .max(1_000)
    .default([])
    .describe('Subgraphs that the change takes out of the graph.'),
  git: gitContext.optional(),
  expectBase: expectedBase,
});

/** A change of the graph that clients could notice. */
export const graphChange = z.object({
  id: z.string().describe('Stays the same however often the change is checked: an approval is given to it.'),
  kind: z.string().describe('Kind of change as GraphQL Inspector names it, for example `FIELD_REMOVED`.'),
  description: z.string(),
  coordinate: z.string().describe('Schema coordinate that changed.'),
  impact: z.enum(['breaking', 'dangerous', 'safe']),
  verdict: z
    .enum(['blocked', 'unused', 'approved', 'warned', 'safe'])
    .describe(
      '`blocked` fails the check; `unused`: nobody uses what breaks; `approved`: somebody accepted it; `warned`: worth a look.',
    ),
  operations: z
    .array(
      z.object({
        hash: z.string(),
        name: z.string().nullable(),
        clients: z.array(z.string()).describe('`name@version` of the clients, those that use it most first.'),
        requests: z.int(),
        registered: z.boolean(),
      }),
    )
    .describe('Operations that would break, those that run most first, at most 20.'),
  operationCount: z.int().describe('How many operations would break.'),
});

/** Status of one part of a check. */
const taskStatus = z.enum(['PASSED', 'WARNED', 'FAILED', 'SKIPPED']);

/** Names of the parts of a check. */
export const taskNames = [
  'composition',
  'operations',
  'lint',
  'events',
  'classification',
  'authorization',
] as const;

/** The result of a check. */
export const checkResult = z.object({
  success: z.boolean().describe('Whether this could be published now.'),
  base: digest
    .nullable()
    .describe('The supergraph against which it was checked, or null when there was none.'),
  supergraph: digest
    .nullable()
    .describe('The supergraph that it would give, or null when it does not compose.'),
  coreSchemaModified: z.boolean().describe('Whether the supergraph would change.'),
  tasks: z.record(
    z.enum(taskNames),
    z.object({
      status: taskStatus,
      errors: z.int(),
      warnings: z.int(),
      note: z.string().optional().describe('Why it was skipped, or what it was based on.'),
    }),
  ),
  findings: z.array(finding).describe('Errors first.'),
  changes: z.array(graphChange).describe('Changes that clients could notice, blocked ones first.'),
  checkedOperations: z.int().describe('How many operations the changes were checked against.'),
  milliseconds: z.number().describe('How long the checks took.'),
});

/** An approval of a change that breaks operations: it holds for this change in every check, until it is published. */
export const approval = z.object({
  changeId: z.string().min(1).max(400),
  reason: z.string().min(1).max(1_000),
});

/** An approval as it was given, and how it ended. */
export const givenApproval = approval.extend({
  id: z.uuid(),
  by: z.string().describe('Name of the token.'),
  at: moment,
  ended: z
    .object({
      at: moment,
      by: z.string().describe('Name of the token that revoked it, or published what it allowed.'),
      reason: z.string().nullable().describe('Why it was revoked, as far as that was said.'),
      revision: z.int().nullable().describe('The publication that did what it allowed, or null.'),
    })
    .nullable()
    .describe('Null while it holds.'),
});

/** What is to be checked. */
export type CheckRequest = z.infer<typeof checkRequest>;
/** A change of the graph that clients could notice. */
export type GraphChange = z.infer<typeof graphChange>;
/** Name of a part of a check. */
export type TaskName = (typeof taskNames)[number];
/** The result of a check. */
export type CheckResult = z.infer<typeof checkResult>;
/** An approval of a change. */
export type Approval = z.infer<typeof approval>;
/** An approval as it was given, and how it ended. */
export type GivenApproval = z.infer<typeof givenApproval>;
