import type { AccessFault } from './access-fault.ts';

/** What is wrong with who may see what in the whole graph, before it is known in which file. */
export interface GraphFault extends Pick<AccessFault, 'code' | 'severity'> {
  /** Schema coordinate of the field. */
  readonly coordinate: string;
  /** Coordinates that have to do with it, the most telling first: one of them a change made so. */
  readonly about: readonly string[];
  /** Name of the type under which several faults are told as one. */
  readonly together: string | undefined;
  /** What is wrong, given the fields that are told together. */
  message(coordinates: readonly string[]): string;
}
