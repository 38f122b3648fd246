import { type GivenFlags, reportSettings } from '@throughgate/runtime/settings';
import { printTable } from '../../output/table.ts';

/** `hub config`: every setting with its value and where that comes from; secrets are not shown. */
export function config(flags: GivenFlags, format: 'table' | 'json'): void {
  const settings = reportSettings(flags);
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify(settings, null, 2)}\n`);
    return;
  }
  printTable(
    ['setting', 'value', 'origin', 'flag', 'meaning'],
    settings.map(({ variable, value, origin, flag, meaning }) => [
      variable,
      String(value ?? '-'),
      origin,
      flag,
      meaning,
    ]),
    '',
  );
}
