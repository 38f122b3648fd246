// Loads no database driver, no Kafka client and no server: `hub` reads its settings before it knows what it will do.
export {
  type AgencySettings,
  type AgencyTexts,
  readAgencySettings,
  unknownAgencyVariables,
} from './agency-settings.ts';
export { BadSettingError } from './bad-setting-error.ts';
export { settingDefinitions } from './definitions.ts';
export { isDebugging } from './is-debugging.ts';
export {
  type GivenFlags,
  readSettings,
  type SettingName,
  type Settings,
  settingNames,
  settingText,
} from './read-settings.ts';
export { reportSettings, type SettingReport } from './report-settings.ts';
export { defaultRetention, pruningOf, type Retention, retentionOf } from './retention.ts';
export { describeUnknownVariable, type UnknownVariable, unknownHubVariables } from './unknown-variables.ts';
export { withoutSecrets } from './without-secrets.ts';
