/** A value of a metric, with its labels. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** `name="text"` of a sample's labels. */
const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** The samples of one metric in Prometheus text as our services print it: one line each, without a time. */
export function readSamples(text: string, metric: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
    .map((line) => ({
      labels: Object.fromEntries(
        [...line.matchAll(label)].map(([, name = '', value = '']) => [
          name,
          value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
        ]),
      ),
      value: Number(line.slice(line.lastIndexOf(' ') + 1)),
    }));
}
