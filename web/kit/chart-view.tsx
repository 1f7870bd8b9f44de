/** A chart with a sentence for those who cannot see it and clicks for those who can. */
import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, SankeyChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export interface ChartClick {
  name: string;
  /** `node` or `edge` in a Sankey. */
  dataType?: string;
  dataIndex: number;
  seriesName?: string;
}

interface ChartProps {
  option: EChartsCoreOption;
  height: number;
  /** What the chart shows, in a sentence. */
  label: string;
  onClick?: (click: ChartClick) => void;
}

export function Chart({ option, height, label, onClick }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(null);
  const clicked = useRef(onClick);
  useEffect(() => {
    clicked.current = onClick;
  }, [onClick]);
  useEffect(() => {
    if (!element.current) return undefined;
    const made = init(element.current, null, { renderer: 'svg' });
    chart.current = made;
    made.on('click', (event) => clicked.current?.(event as ChartClick));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption({ animationDuration: 300, aria: { enabled: true, label: { description: label } }, ...option }, true), [option, label]);
  return <div ref={element} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
