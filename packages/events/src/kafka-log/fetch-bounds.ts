/** Bounds the memory of whoever fetches: 4 MiB a fetch, 1 MiB a partition; a larger record comes alone. */
export const fetchBounds = { maxBytes: 4 * 1024 * 1024, maxBytesPerPartition: 1024 * 1024 };
