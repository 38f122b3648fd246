import type { Kafka } from 'kafkajs';
import { protocolErrorOf } from './protocol-error.ts';

/** Which topics of a subscription can be read. */
export interface ReadableTopics {
  readonly readable: readonly string[];
  /** The others, each with what the broker says of it. */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * Asks the brokers which of the topics there are, with a leader for each partition and for us to describe. kafkajs joins a
 * group with all of its topics or not at all, so those that cannot be read are told apart before.
 * Rejects when no broker answers.
 */
export async function findReadableTopics(kafka: Kafka, topics: readonly string[]): Promise<ReadableTopics> {
  const admin = kafka.admin({ retry: { retries: 1 } });
  await admin.connect();
  try {
    try {
      await admin.fetchTopicMetadata({ topics: [...topics] });
      return { readable: topics, refused: new Map() };
    } catch (error) {
      // One topic is enough for the whole request to fail, and the error does not name it.
      if (protocolErrorOf(error) === undefined) throw error;
    }
    const refused = new Map<string, string>();
    for (const topic of topics) {
      try {
        await admin.fetchTopicMetadata({ topics: [topic] });
      } catch (error) {
        const answer = protocolErrorOf(error);
        if (answer === undefined) throw error;
        refused.set(topic, answer.message);
      }
    }
    return { readable: topics.filter((topic) => !refused.has(topic)), refused };
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
