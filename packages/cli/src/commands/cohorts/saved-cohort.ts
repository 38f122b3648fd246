/** A saved cohort as the graph tells it. */
export interface ToldCohort {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly title: string;
  readonly savedAt: string;
  readonly savedBy: string;
  readonly conditions: readonly {
    readonly dimension: string;
    readonly codes: readonly { readonly code: string; readonly label: string }[];
  }[];
}

/** Fields of a saved cohort. */
export const cohortFields =
  'id name version title savedAt savedBy conditions { dimension codes { code label } }';

/** A cohort for people. */
export function textOf({ id, title, savedAt, savedBy, conditions }: ToldCohort): string {
  const lines = conditions.map(
    ({ dimension, codes }) =>
      `  ${dimension}: ${codes.map(({ code, label }) => (code === label ? code : `${code} (${label})`)).join(', ')}\n`,
  );
  return `${id}: ${title}\n${lines.join('')}saved ${savedAt} by ${savedBy}\n`;
}
