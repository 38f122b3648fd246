import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildClientSchema, getIntrospectionQuery, parse, printSchema } from 'graphql';

/** As much of GraphQL Code Generator's configuration as the guide shows. */
interface Configuration {
  /** By address, how it is asked for. */
  readonly schema: Readonly<Record<string, { readonly headers: Readonly<Record<string, string>> }>>;
  readonly generates: Readonly<Record<string, { readonly plugins: string[]; readonly config: object }>>;
}

const plugins: Readonly<Record<string, Parameters<typeof codegen>[0]['pluginMap'][string]>> = {
  typescript,
  'typescript-operations': typescriptOperations,
  'typed-document-node': typedDocumentNode,
};

/**
 * What GraphQL Code Generator makes of a configuration and the journey query, file by file. Its command line, which reads the
 * configuration and the files, has two hundred dependencies and is left out.
 */
export async function generateTypes(given: unknown): Promise<Record<string, string>> {
  const { schema, generates } = given as Configuration;
  const [[address, { headers }] = ['', { headers: {} }]] = Object.entries(schema);
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  const { data } = (await response.json()) as { data: Parameters<typeof buildClientSchema>[0] };
  const path = join(import.meta.dirname, '../../../schemas/operations/journey.graphql');
  const files: Record<string, string> = {};
  for (const [filename, output] of Object.entries(generates)) {
    files[filename] = await codegen({
      filename,
      schema: parse(printSchema(buildClientSchema(data))),
      documents: [{ location: path, document: parse(readFileSync(path, 'utf8')) }],
      config: output.config,
      plugins: output.plugins.map((name) => ({ [name]: {} })),
      pluginMap: plugins,
    });
  }
  return files;
}
