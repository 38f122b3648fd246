import { GraphQLError } from 'graphql';
import type { Ask } from '../endpoint.ts';
import type { Find, Outcome } from '../report.ts';
import { compareSchemas } from '../schema/compare-schemas.ts';
import { tellErrors } from '../tell-errors.ts';

/** The schema that is published. */
export interface PublishedSchema {
  readonly sdl: string;
  /** Its file, as messages name it. */
  readonly path: string;
}

/** What came of asking for the schema. */
export interface ServedSchema {
  readonly outcome: Outcome;
  /** The SDL that the subgraph serves; `undefined` when it cannot be used. */
  readonly sdl: string | undefined;
}

/** Most differences that are told. */
const mostTold = 50;

/** Asks for `_service { sdl }` and compares it with what is published. */
export async function checkSchema(
  ask: Ask,
  find: Find,
  subgraph: string,
  published: PublishedSchema | undefined,
): Promise<ServedSchema> {
  const { body, status } = await ask({ query: '{ _service { sdl } }' });
  const sdl = (body as { data?: { _service?: { sdl?: unknown } | null } | null } | undefined)?.data?._service
    ?.sdl;
  if (typeof sdl !== 'string' || sdl.trim() === '') {
    const message = `\`{ _service { sdl } }\` gives no SDL, which the gateway’s tools ask for: HTTP status ${status}${tellErrors(body)}.`;
    return failed(find('HUB-C061', message));
  }
  let differences: ReturnType<typeof compareSchemas>;
  try {
    differences = compareSchemas(published?.sdl ?? sdl, sdl);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const at = error.locations?.[0];
    const where = at ? ` (line ${at.line}, column ${at.column})` : '';
    return failed(find('HUB-C061', `The SDL of \`_service\` cannot be parsed: ${error.message}${where}`));
  }
  if (!published) return { outcome: { skipped: 'no published schema to compare with: give --schema' }, sdl };
  const findings = differences.slice(0, mostTold).map(({ coordinate, message, published: at }) =>
    find('HUB-C061', message, {
      coordinate,
      places: at ? [{ subgraph, file: published.path, line: at.line, column: at.column }] : [],
    }),
  );
  const note = `${differences.length || 'no'} ${differences.length === 1 ? 'difference' : 'differences'} from ${published.path}`;
  return { outcome: { findings, note }, sdl };

  function failed(finding: ReturnType<Find>): ServedSchema {
    return { outcome: { findings: [finding] }, sdl: undefined };
  }
}
