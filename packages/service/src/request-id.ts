/** Header by which one request is recognised in the logs of the gateway and of every subgraph. */
export const requestIdHeader = 'x-request-id';
