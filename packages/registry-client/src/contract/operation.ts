import { z } from 'zod';
import { moment } from './names.ts';

/** SHA-256 of an operation’s shape, hexadecimal. */
const operationHash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal digits');
const clientText = z.string().max(100);
const documentId = z.string().min(1).max(200);

/**
 * What a gateway reports of the operations that clients ran: their shapes, without values, and counts.
 * A shape has no variables, no literals and no aliases, so that it says nothing of anybody.
 */
export const usageReport = z.object({
  id: z.uuid().describe('Given once for each report, so that a repeated report counts once.'),
  from: moment,
  to: moment,
  shapes: z
    .array(
      z.object({
        hash: operationHash,
        name: z.string().max(200).nullable(),
        document: z.string().max(200_000).describe('The shape in GraphQL.'),
      }),
    )
    .max(2_000),
  uses: z
    .array(
      z.object({
        hash: operationHash,
        clientName: clientText,
        clientVersion: clientText,
        requests: z.int().min(1),
        failures: z.int().min(0).describe('Of the requests, those with errors.'),
      }),
    )
    .max(20_000),
});

/** Operations that a client team registers, so that they are kept working whether they were seen or not. */
export const operationRegistration = z.object({
  client: z.string().min(1).max(100).describe('Name of the client whose operations these are.'),
  operations: z
    .array(
      z.object({
        name: z.string().max(200),
        document: z.string().max(200_000),
        id: documentId
          .optional()
          .describe('What clients send in its place. The SHA-256 of the document where it is left out.'),
      }),
    )
    .min(1)
    .max(2_000)
    .describe('All operations of the client: they replace those registered before.'),
});

/** An operation that clients run, or registered. */
export const operationSummary = z.object({
  hash: operationHash,
  name: z.string().nullable(),
  document: z.string(),
  registeredBy: z.array(z.string()).describe('Clients that registered it.'),
  requests: z.int().describe('How often it ran in the window.'),
  failures: z.int(),
  clients: z.array(z.object({ name: z.string(), version: z.string(), requests: z.int(), lastSeen: moment })),
  lastSeen: moment.nullable(),
});

/** The documents that clients registered, which a gateway may answer and no others. */
export const registeredDocuments = z.object({
  digest: z.string().describe('Another one whenever a document is registered or gone.'),
  documents: z.array(
    z.object({
      id: documentId.describe('What clients send in its place.'),
      document: z.string().describe('As it was registered.'),
    }),
  ),
});

/** A field, argument, input field or enum value of the graph and who uses it. */
export const fieldUse = z.object({
  coordinate: z.string().describe('Schema coordinate, for example `Offender.identifiers`.'),
  subgraphs: z.array(z.string()).describe('Subgraphs that define it.'),
  deprecated: z.string().nullable().describe('Reason of the deprecation, or null.'),
  requests: z.int(),
  clients: z.array(z.object({ name: z.string(), version: z.string(), requests: z.int() })),
});

/** What a gateway reports of the operations that clients ran. */
export type UsageReport = z.infer<typeof usageReport>;
/** Operations that a client team registers. */
export type OperationRegistration = z.infer<typeof operationRegistration>;
/** The documents that clients registered. */
export type RegisteredDocuments = z.infer<typeof registeredDocuments>;
/** An operation that clients run, or registered. */
export type OperationSummary = z.infer<typeof operationSummary>;
/** A field and who uses it. */
export type FieldUse = z.infer<typeof fieldUse>;
