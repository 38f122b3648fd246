import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@throughgate/registry-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[];
  readonly responses: Readonly<
    Record<string, { description: string; content?: Readonly<Record<string, unknown>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly tags: readonly { name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<'schemas' | 'securitySchemes', Readonly<Record<string, unknown>>>>;
}

let registry: RegistryUnderTest;
let document: Document;
beforeAll(async () => {
  registry = await startRegistryForTest();
  // Without a token: whoever writes a client may read how.
  document = (await (await fetch(new URL('/v1/openapi.json', registry.running.url))).json()) as Document;
});
afterAll(() => registry[Symbol.asyncDispose]());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );

describe('the OpenAPI document', () => {
  it('describes every operation: id, summary, tags that are explained, parameters and answers', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.components.securitySchemes).toMatchObject({ token: { type: 'http', scheme: 'bearer' } });
    const tags = document.tags.map(({ name }) => name);
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, method, summary, tags: own = [], parameters = [], responses } of operations()) {
      const name = `${method} ${path}`;
      expect(summary, name).toBeTruthy();
      expect(own.length > 0 && own.every((tag) => tags.includes(tag)), name).toBe(true);
      const inPath = parameters.filter((one) => one.in === 'path').map((one) => one.name);
      expect(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter),
        name,
      ).toEqual(inPath);
      for (const [status, { description }] of Object.entries(responses)) {
        expect(description, `${name} ${status}`).toMatch(/\.$/);
      }
      expect(
        Object.keys(responses).some((status) => status.startsWith('2')),
        name,
      ).toBe(true);
    }
  });

  it('has the errors of every operation as problems, and refers to nothing that it does not hold', () => {
    for (const { path, method, security, responses } of operations()) {
      if (security?.length === 0) continue;
      for (const status of ['400', '401', '403', '404', '500', '503']) {
        expect(responses[status]?.content, `${method} ${path} ${status}`).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      }
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target,
    );
    const held = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(held.toSorted()).toEqual([...new Set(references)].toSorted());
  });

  it('has every address that the client documents, and no other', () => {
    const source = readFileSync(
      join(import.meta.dirname, '../../registry-client/src/client/registry-client.ts'),
      'utf8',
    );
    const documented = [...source.matchAll(/`(GET|POST|PUT|DELETE) (\/v1\/[^`?]*)/g)].map(
      ([, method, path]) => `${method} ${path?.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(documented.length).toBeGreaterThan(15);
    const served = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(served.toSorted()).toEqual([...new Set([...documented, 'GET /v1/openapi.json'])].toSorted());
  });

  it('has every request of the table of routes, at its address', () => {
    const ofTable = Object.entries(routes).map(
      ([name, { method, path }]) => `${name}: ${method} /v1${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    const served = operations()
      .filter(({ operationId }) => operationId !== 'openapi')
      .map(({ operationId, method, path }) => `${operationId}: ${method.toUpperCase()} ${path}`);
    expect(served.toSorted()).toEqual(ofTable.toSorted());
  });

  it('tells the truth about tokens: every other address refuses a request without one', async () => {
    for (const { path, method, security } of operations()) {
      if (security?.length === 0) continue;
      const url = new URL(path.replace(/\{\w+\}/g, 'x'), registry.running.url);
      const response = await fetch(url, { method: method.toUpperCase() });
      expect([path, response.status]).toEqual([path, 401]);
      expect(await response.json()).toMatchObject({ code: 'HUB-C040' });
    }
  });
});
