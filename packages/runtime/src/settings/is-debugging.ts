import { settingText } from './read-settings.ts';

/** Whether LOG_LEVEL asks for what only programmers read, such as the stack of an error. Raises nothing, whatever it holds. */
export function isDebugging(): boolean {
  const { text } = settingText('logLevel', {});
  return text === 'debug' || text === 'trace';
}
