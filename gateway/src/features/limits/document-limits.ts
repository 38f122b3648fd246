import type { GatewayFeature } from '../gateway-feature.ts';
import { createDocumentCheck } from './document-check.ts';
import type { Limits } from './limits.ts';

/** The feature that refuses documents beyond the limits, before they are parsed for good and validated. */
export function documentLimits(limits: Limits): GatewayFeature {
  return {
    name: 'limits',
    onSupergraph: ({ schema }) => ({ checkDocument: createDocumentCheck(schema, limits) }),
  };
}
