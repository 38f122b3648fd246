import type { EChartsCoreOption } from 'echarts/core';

/** Size of a chart, in the units of its drawing. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Draws a chart as the text of an SVG element, whose ids begin with `id`. */
export type DrawSvg = (option: EChartsCoreOption, size: ChartSize, id: string) => string;

let loading: Promise<DrawSvg> | undefined;

/** Loads what draws charts. It is loaded when the first chart is asked for, since most processes never draw one. */
export function loadSvgRenderer(): Promise<DrawSvg> {
  loading ??= load();
  return loading;
}

async function load(): Promise<DrawSvg> {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([
    charts.BarChart,
    charts.LineChart,
    charts.CustomChart,
    components.GridComponent,
    components.AriaComponent,
    renderers.SVGRenderer,
  ]);
  return (option, size, id) => {
    const chart = core.init(null, null, { renderer: 'svg', ssr: true, ...size });
    try {
      chart.setOption({ animation: false, ...option });
      return forPage(chart.renderToSVGString(), id);
    } finally {
      // Else its timers keep the process from ending.
      chart.dispose();
    }
  };
}

/**
 * Makes the drawing fit a page that allows no inline style: styles become attributes, classes for pointers go. Screen readers read
 * the table that stands under the chart, and what the chart's frame says of it.
 */
function forPage(svg: string, id: string): string {
  return svg
    .replaceAll(/<style\b[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="\w+")/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => asAttributes(style))
    .replaceAll(/\bzr\d+-/g, `${id}-`)
    .replace(
      /^<svg width="(\d+)" height="(\d+)" xmlns="[^"]*" xmlns:xlink="[^"]*" version="1.1" baseProfile="full"/,
      '<svg width="$1" height="$2" aria-hidden="true" focusable="false"',
    );
}

function asAttributes(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter(([name, value]) => name && value)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}
