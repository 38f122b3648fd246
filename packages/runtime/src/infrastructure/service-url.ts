import { readServiceDatabaseUrl } from '@throughgate/database/database-url';
import { BadSettingError, settingDefinitions } from '../settings/index.ts';

/**
 * The URL of one service's database, as a setting has it, with everything in its place. Raises {@link BadSettingError}
 * naming the variable, when it does not say as whom to connect and to what.
 */
export function serviceUrl(name: 'databaseUrl' | 'eventsDatabaseUrl', text: string): string {
  const { url, fault } = readServiceDatabaseUrl(text);
  if (url !== undefined) return url;
  throw new BadSettingError(`${settingDefinitions[name].variable} ${fault}.`);
}
