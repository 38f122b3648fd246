declare module 'parse-prometheus-text-format' {
  /** Reads Prometheus text; raises an error for a line that is none. */
  export default function parse(text: string): {
    name: string;
    help: string;
    type: string;
    metrics: { labels?: Record<string, string>; value?: string }[];
  }[];
}
