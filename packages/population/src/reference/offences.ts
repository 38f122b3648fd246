import type { Weighted } from '../random.ts';

/** Home Office codes of the most serious offence, with weights, for sentences under twelve months and for longer ones. */
interface OffenceCodes {
  /** Under twelve months. */
  readonly short: Weighted<string>;
  /** Twelve months and more. */
  readonly long: Weighted<string>;
}

/** Common offences of people sentenced to custody. The codes are the Home Office's, the weights assumptions. */
export const offenceCodes: OffenceCodes = {
  short: [
    ['046/00', 0.32], // shoplifting
    ['105/01', 0.18], // common assault
    ['030/02', 0.1], // burglary other than in a dwelling
    ['049/10', 0.1], // other theft
    ['008/06', 0.12], // actual bodily harm
    ['066/01', 0.06], // affray
    ['066/08', 0.12], // breach of a protective order
  ],
  long: [
    ['028/03', 0.3], // burglary in a dwelling
    ['034/01', 0.18], // robbery
    ['008/06', 0.2], // actual bodily harm
    ['008/01', 0.1], // malicious wounding
    ['092/30', 0.12], // drug supply
    ['066/01', 0.1], // affray
  ],
};
