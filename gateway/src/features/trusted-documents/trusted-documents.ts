import { hashOf } from '@throughgate/registry-client/document-ids';
import type { Logger } from '@throughgate/service';
import { Counter, Gauge } from 'prom-client';
import { createBoundedCache } from '../../data/bounded-cache.ts';
import { notRegistered, otherDocument } from '../document-errors.ts';
import type { GatewayFeature } from '../gateway-feature.ts';
import type { RequestContext } from '../request-context.ts';
import { clientOfRequest, presentable } from '../usage/client-of-request.ts';
import { documentsInFiles } from './documents-in-files.ts';
import { type DocumentRegistry, documentsOfRegistry } from './documents-of-registry.ts';
import { followDocuments, type RegisteredDocuments } from './registered-documents.ts';

/** Which documents a gateway answers. */
export interface TrustedDocumentsOptions {
  /** `log` answers all and tells of those that are not registered; `enforce` answers no others. */
  readonly mode: 'log' | 'enforce';
  /** A file of registered documents, or a folder of such files; see `readDocuments`. @default none */
  readonly path?: string | undefined;
  /** The registry where clients register theirs; beside files, those of both are answered. @default none */
  readonly registry?: DocumentRegistry | undefined;
  /** Milliseconds between looks whether there are others. @default 2000 */
  readonly interval?: number | undefined;
}

const unregistered =
  'This operation is not registered, and this gateway answers registered ones only. ' +
  'Make a manifest of your operations with "hub operations manifest", and register it with "hub operations register" or have it put where the gateway reads files (HUB_TRUSTED_DOCUMENTS_FILE).';

/**
 * The feature of trusted documents: front ends register their operations and send ids in their place; what is not registered is
 * told of or refused. The gateway's own pages ask what they need, as part of it.
 */
export function trustedDocuments(options: TrustedDocumentsOptions, logger: Logger): GatewayFeature {
  const { mode, path, registry, interval = 2000 } = options;
  const requests = new Counter<'result'>({
    name: 'gateway_trusted_document_requests_total',
    help: 'Requests by whether their document is registered; refused where it is not and must be',
    labelNames: ['result'],
    registers: [],
  });
  const reads = new Counter<'result'>({
    name: 'gateway_trusted_documents_reads_total',
    help: 'Times that registered documents were read, or changed and could not be',
    labelNames: ['result'],
    registers: [],
  });
  const count = new Gauge({
    name: 'gateway_trusted_documents',
    help: 'Documents that are registered',
    registers: [],
  });
  for (const result of ['read', 'failed']) reads.inc({ result }, 0);
  const told = createBoundedCache<true>(1000);
  let registered: RegisteredDocuments | undefined;

  return {
    name: 'trusted documents',
    metrics: [requests, reads, count],
    async addRoutes() {
      registered = await followDocuments({
        sources: [
          ...(path === undefined ? [] : [documentsInFiles(path)]),
          ...(registry ? [documentsOfRegistry(registry, logger)] : []),
        ],
        interval,
        logger,
        onRead(documents) {
          reads.inc({ result: documents === undefined ? 'failed' : 'read' });
          if (documents !== undefined) count.set(documents);
        },
      });
    },
    onSupergraph: () => ({
      documentOf({ documentId, query, operationName }, context) {
        if (context.ofPage || (documentId === undefined && query === undefined)) return undefined;
        const text = documentId === undefined ? undefined : registered?.find(documentId);
        if (text !== undefined && query !== undefined && query !== text) throw otherDocument();
        if (text !== undefined || (query !== undefined && registered?.has(query))) {
          requests.inc({ result: 'registered' });
          return text;
        }
        if (mode === 'enforce') {
          requests.inc({ result: 'refused' });
          throw notRegistered(unregistered);
        }
        requests.inc({ result: 'unregistered' });
        tellOnce(query ?? documentId ?? '', operationName, context);
        return undefined;
      },
    }),
    stop: () => registered?.stop(),
  };

  function tellOnce(document: string, operationName: string | undefined, context: RequestContext): void {
    // By its hash, since a thousand texts as long as bodies may be would fill the memory.
    const hash = hashOf(document);
    if (told.get(hash)) return;
    told.set(hash, true);
    const { name, version } = presentable(clientOfRequest(context.headers));
    const about = { requestId: context.requestId, client: name, version, operationName };
    logger.warn(
      about,
      'an operation is not registered, and would be refused where only registered ones are answered',
    );
  }
}
