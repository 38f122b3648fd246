import type { Admin } from 'kafkajs';
import { maxRecordBytes } from '../log/record-bytes.ts';

/** Settings of topics that the hub makes: records are kept for ever, since projections are rebuilt from them. */
export const ownTopicSettings = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'max.message.bytes': String(maxRecordBytes),
} as const;

/** Type of resource "topic" in the Kafka protocol; kafkajs declares a name for it, but does not export that. */
const topicResource = 2;

/** Name of a setting that matters to the hub. */
type SettingName = keyof typeof ownTopicSettings;

/** What a topic is set to, as far as it matters. */
export type TopicSettings = { readonly [Name in SettingName]: string };

const names = Object.keys(ownTopicSettings) as SettingName[];

/** Reads the settings of topics that exist. Rejects where the hub may not ask for them (the ACL DescribeConfigs). */
export async function readTopicSettings(
  admin: Admin,
  topics: readonly string[],
): Promise<ReadonlyMap<string, TopicSettings>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: topicResource, name, configNames: names })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => {
      const found = new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]));
      const settings = names.map((name) => [name, found.get(name) ?? ownTopicSettings[name]]);
      return [resourceName, Object.fromEntries(settings) as TopicSettings];
    }),
  );
}

/** What is amiss with a topic that somebody else made, in words; `undefined` when nothing is. */
export function whatIsAmiss(settings: TopicSettings): string | undefined {
  const complaints: string[] = [];
  if (settings['cleanup.policy'] !== 'delete') {
    complaints.push(`cleanup.policy=${settings['cleanup.policy']}: earlier events of a file are deleted`);
  }
  for (const name of ['retention.ms', 'retention.bytes'] as const) {
    if (settings[name] !== '-1') complaints.push(`${name}=${settings[name]}: events are deleted in the end`);
  }
  if (Number(settings['max.message.bytes']) < maxRecordBytes) {
    complaints.push(`max.message.bytes=${settings['max.message.bytes']}: larger changes are refused`);
  }
  return complaints.length === 0 ? undefined : complaints.join('; ');
}
