import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { askGraph, type GraphPlace } from '../../graph/ask-graph.ts';
import type { Outcome } from '../../output/outcome.ts';
import { count } from '../../output/plain.ts';
import { formatTable } from '../../output/table.ts';
import { type AskedQuestion, askMeasure, type ToldAnswer } from './measure-answer.ts';

/** What `hub measures run --format json` printed. */
const published = z.object({
  data: z.object({
    question: z.looseObject({ id: z.string(), asOf: z.string(), version: z.number() }),
    answer: z.looseObject({ cells: z.array(z.unknown()), total: z.unknown(), policy: z.string() }),
  }),
});

/** What came of one check. */
interface Check {
  readonly what: string;
  readonly ok: boolean;
  readonly result: string;
}

/**
 * `hub measures verify`: whether every definition compiles to SQL, and whether figures that were published, as
 * `hub measures run --format json` printed them, are the same when they are asked again as of their moment.
 */
export async function verifyMeasures(place: GraphPlace, files: readonly string[]): Promise<Outcome> {
  // Read first: a file that is none should not wait for the rest.
  const before = await Promise.all(files.map(readPublished));
  const checks = [...(await compiling(place))];
  for (const [index, { question, answer }] of before.entries()) {
    const now = await askMeasure(place, question as unknown as AskedQuestion);
    checks.push({ what: files[index] ?? '', ...compared(answer, now) });
  }
  const failed = checks.filter(({ ok }) => !ok);
  const success = failed.length === 0;
  const shown = success ? checks.filter(({ what }) => files.includes(what)) : failed;
  return {
    success,
    text: `${shown.length === 0 ? '' : `${formatTable(['', 'result'], rowsOf(shown), '')}\n`}${headline(checks, failed.length)}\n`,
    data: { checks },
    ...(success ? {} : { error: { message: headline(checks, failed.length), code: null } }),
  };
}

function rowsOf(checks: readonly Check[]): string[][] {
  return checks.map(({ what, result }) => [what, result]);
}

function headline(checks: readonly Check[], failed: number): string {
  return failed === 0
    ? `${count(checks.length, 'check')} passed.`
    : `${failed} of ${count(checks.length, 'check')} failed.`;
}

async function compiling(place: GraphPlace): Promise<Check[]> {
  const { measures } = await askGraph<{
    measures: readonly { id: string; version: number; sql: string | null; noData: string | null }[];
  }>(place, '{ measures(allVersions: true) { id version sql noData } }', {});
  return measures.map(({ id, version, sql, noData }) => ({
    what: `${id} version ${version}`,
    ok: sql !== null || noData !== null,
    result: sql !== null ? 'compiles' : (noData ?? 'has no SQL'),
  }));
}

function compared(
  before: { readonly cells: unknown; readonly total: unknown; readonly policy: string },
  now: ToldAnswer,
): Pick<Check, 'ok' | 'result'> {
  if (before.policy !== now.policy) {
    return { ok: false, result: `was told by policy ${before.policy}, and is now by ${now.policy}` };
  }
  const same = isDeepStrictEqual(before.cells, now.cells) && isDeepStrictEqual(before.total, now.total);
  return { ok: same, result: same ? 'the same' : 'differs' };
}

async function readPublished(file: string) {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new InvalidArgumentError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const read = published.safeParse(content);
  if (read.success) return read.data.data;
  throw new InvalidArgumentError(`${file} is not what \`hub measures run --format json\` prints.`);
}
