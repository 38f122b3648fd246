import type { ChangeFeed } from '../../changes/change-feed.ts';
import type { GatewayFeature } from '../gateway-feature.ts';

/** The feature that has the gateway follow the event log, for those which need to hear of changes. It is started before the first supergraph is loaded. */
export function following(feed: ChangeFeed): GatewayFeature {
  return {
    name: 'following',
    metrics: feed.metrics,
    // Asked of every supergraph before it serves, whatever is stated for it.
    ownGraph({ document }) {
      feed.useKeysOf(document);
      return undefined;
    },
    stop: () => feed.stop(),
  };
}
