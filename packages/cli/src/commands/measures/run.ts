import { formatCsv } from '@throughgate/service';
import type { GraphPlace } from '../../graph/ask-graph.ts';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';
import { figure } from './figure.ts';
import { type AskedQuestion, askMeasure, type ToldAnswer, type ToldCell } from './measure-answer.ts';

/** `hub measures run`: asks a measure. */
export async function runMeasure(place: GraphPlace, question: AskedQuestion): Promise<Outcome> {
  const answer = await askMeasure(place, question);
  const cells = [...answer.cells, answer.total];
  return {
    text: `${tableOf(question, answer, cells)}\n${notesOf(answer)}`,
    csv: csvOf(question, answer, cells),
    // With the question as it must be asked again: in the version and as of the release that answered.
    data: {
      question: { ...question, version: answer.definition.version, asOf: answer.asOf },
      answer,
    },
  };
}

function tableOf({ by }: AskedQuestion, { definition }: ToldAnswer, cells: readonly ToldCell[]): string {
  const { unit } = definition;
  const withTarget = cells.some(({ target }) => target !== null);
  const withQuantiles = cells.some(({ quantiles }) => quantiles.some(({ value }) => value !== null));
  return formatTable(
    [
      ...(by.length === 0 ? [''] : by),
      ...['value', '95% interval', 'numerator', 'denominator'],
      ...(withTarget ? ['target'] : []),
      ...(withQuantiles ? ['half by', '9 in 10 by'] : []),
    ],
    cells.map((cell) => [
      ...(cell.by.length === 0 ? ['total', ...by.slice(1).map(() => '')] : cell.by.map(({ label }) => label)),
      cell.suppressed && cell.value === null ? 'too few' : figure(cell.value, unit),
      cell.lower === null || cell.upper === null
        ? '-'
        : `${figure(cell.lower, unit)} to ${figure(cell.upper, unit)}`,
      ...[cell.numerator, cell.denominator].map((count) => (count === null ? '-' : String(count))),
      ...(withTarget ? [cell.target === null ? '-' : String(cell.target)] : []),
      ...(withQuantiles ? cell.quantiles.map(({ value }) => (value === null ? '-' : String(value))) : []),
    ]),
    'Nothing was counted.',
  );
}

function notesOf({ noData, citation, completeness, agencies }: ToldAnswer): string {
  const late = agencies.filter(({ behind, silent }) => behind > 0 || silent);
  const lines = [
    ...(noData === null ? [] : [`No data: ${noData}`]),
    `Cite as: ${citation}`,
    completeness === 1
      ? 'All events of the agencies were in.'
      : `Not all events were in: ${late.map(({ agency, upTo }) => `${agency} (up to ${upTo ?? 'never'})`).join(', ')}.`,
    'Numbers are rounded each on its own, so that nobody can be found out: cells need not add up to the total.',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function csvOf(question: AskedQuestion, answer: ToldAnswer, cells: readonly ToldCell[]): string {
  const { definition, asOf, policy, citation } = answer;
  const head = [
    ...['measure', 'version', 'from', 'to', 'as_of', 'policy'],
    ...question.by.flatMap((dimension) => [dimension, `${dimension}_label`]),
    ...[
      'value',
      'lower',
      'upper',
      'numerator',
      'denominator',
      'target',
      'suppressed',
      'median',
      'ninth_decile',
    ],
    'citation',
  ];
  return formatCsv(
    head,
    cells.map((cell) => [
      ...[definition.id, definition.version, question.from, question.to, asOf, policy],
      ...(cell.by.length === 0
        ? question.by.flatMap(() => ['', 'total'])
        : cell.by.flatMap(({ code, label }) => [code, label])),
      ...[cell.value, cell.lower, cell.upper, cell.numerator, cell.denominator, cell.target, cell.suppressed],
      ...[0.5, 0.9].map((share) => cell.quantiles.find(({ at }) => at === share)?.value ?? null),
      citation,
    ]),
  );
}
