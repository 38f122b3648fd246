import swagger from '@fastify/swagger';
import {
  checkConfiguration,
  checkResult,
  finding,
  graphChange,
  problem,
  publication,
  publishResult,
  subgraphProposal,
  subgraphVersion,
  supergraph,
} from '@throughgate/registry-client';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiServer } from './api-server.ts';
import { eventsBody } from './events-body.ts';

/** Schemas of the contract that the document names once and refers to. */
const named = {
  CheckConfiguration: checkConfiguration,
  CheckResult: checkResult,
  Finding: finding,
  GraphChange: graphChange,
  Problem: problem,
  Publication: publication,
  PublishResult: publishResult,
  SubgraphProposal: subgraphProposal,
  SubgraphVersion: subgraphVersion,
  Supergraph: supergraph,
} as const;

const description = `The registry of the graph: subgraphs and their events are checked and published here.

Every request but this document carries a token, \`Authorization: Bearer tgr_…\`, or an access token of the hub's issuer with scopes
\`registry:<verb>\` and the claim \`subgraphs\`. Errors are problems (RFC 9457) with a
stable code; \`hub explain <code>\` and docs/errors.md tell what it means and how to mend it. Lists come in pages: pass
\`next\` as \`after\` until it is null.`;

/** Has the routes of `api` that are added from now on documented with OpenAPI 3.1 at `GET /v1/openapi.json`. */
export async function documentApi(api: ApiServer): Promise<void> {
  for (const [id, schema] of Object.entries(named)) {
    if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });
  }
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Throughgate registry', version: '1', description },
      tags: [
        { name: 'Publishing', description: 'Checking and publishing subgraphs and events.' },
        { name: 'Graph', description: 'What is live, and what was.' },
        { name: 'Events', description: 'Sending change events without Kafka.' },
        { name: 'Configuration', description: 'How subgraphs are checked, and what is let pass.' },
        { name: 'Tokens', description: 'Who may do what.' },
        { name: 'Usage', description: 'What clients use of the graph.' },
        { name: 'About', description: 'This document.' },
      ],
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'Made with `hub token create`, or an access token of the hub’s issuer.',
          },
        },
      },
      security: [{ token: [] }],
    },
    hideUntagged: true,
    transform(route) {
      const described = jsonSchemaTransform(route);
      // Bodies of this one are read by the CloudEvents HTTP binding and not by a schema.
      return described.schema.operationId === 'sendEvents'
        ? { ...described, schema: { ...described.schema, body: eventsBody } }
        : described;
    },
    transformObject: jsonSchemaTransformObject,
  });
  let document: OpenApiDocument | undefined;
  api.get(
    '/v1/openapi.json',
    {
      schema: {
        operationId: 'openapi',
        tags: ['About'],
        summary: 'This document',
        security: [],
        response: { 200: z.looseObject({}).describe('OpenAPI 3.1.') },
      },
    },
    () => (document ??= withoutUnused(JSON.parse(JSON.stringify(api.swagger())))),
  );
}

/** As much of an OpenAPI document as is needed here. */
interface OpenApiDocument {
  readonly paths: unknown;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  readonly [part: string]: unknown;
}

/** Leaves out schemas that nothing refers to: the library makes two of each, for requests and for answers. */
function withoutUnused(document: OpenApiDocument): OpenApiDocument {
  const { schemas, ...components } = document.components;
  const used: Record<string, unknown> = {};
  const follow = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name in used) continue;
      used[name] = schemas[name];
      follow(schemas[name]);
    }
  };
  follow(document.paths);
  return { ...document, components: { ...components, schemas: used } };
}
