import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';
import { directiveSpecifications } from '@throughgate/authorization';

/**
 * What a supergraph may link. The planner knows nothing of who may see what and refuses what says so, lest it be passed over: the
 * gateway enforces that before it plans.
 */
export const supportedFeatures = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  ...directiveSpecifications,
]);
