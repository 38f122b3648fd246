import { dirname, resolve } from 'node:path';
import type { SubgraphProposal } from '@throughgate/registry-client';
import { parse } from 'yaml';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { expandVariables } from './expand-variables.ts';
import { readProposal } from './read-proposal.ts';
import { readText } from './read-text.ts';

/**
 * Rover's file of subgraphs (https://www.apollographql.com/docs/rover/commands/supergraphs#yaml-configuration-file),
 * as far as it names files, and beside the schema the change events.
 */
const supergraphConfig = z.object({
  subgraphs: z.record(
    z.string(),
    z.object({
      routing_url: z
        .url({ protocol: /^https?$/, error: 'must be an address, http://… or https://…' })
        .optional(),
      schema: z.object({ file: z.string() }),
      events: z.object({ file: z.string() }).optional(),
    }),
  ),
});

/**
 * Reads the subgraphs that a file names; its paths are relative to itself, and `${env.NAME}` and `${file.PATH}` in it are
 * expanded. Raises a {@link CommandError} HUB-C054.
 */
export async function readSupergraphConfig(file: string): Promise<SubgraphProposal[]> {
  const text = await readText(file);
  const folder = file === '-' ? '.' : dirname(file);
  const { subgraphs } = parseConfig(file, text, folder);
  return await Promise.all(
    Object.entries(subgraphs).map(([name, { routing_url: routingUrl, schema, events }]) =>
      readProposal({
        name,
        schema: resolve(folder, schema.file),
        events: events && resolve(folder, events.file),
        routingUrl,
      }),
    ),
  );
}

function parseConfig(file: string, text: string, folder: string): z.infer<typeof supergraphConfig> {
  const refuse = (reason: string) => new CommandError('HUB-C054', `${file} cannot be used: ${reason}`);
  let yaml: unknown;
  try {
    // biome-ignore lint/style/noProcessEnv: the file names the variables, not the hub
    const environment = process.env;
    yaml = expandVariables(parse(text), { environment, folder });
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const { data, error } = supergraphConfig.safeParse(yaml);
  if (!data) throw refuse(z.prettifyError(error));
  return data;
}
