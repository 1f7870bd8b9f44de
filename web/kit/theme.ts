/** Colours and sizes; every text colour has a contrast of at least 4.5 : 1 on its ground. */
import type { ThemeConfig } from 'antd';

export const colours = {
  brand: '#0b5c7a',
  rise: '#0a6b4b',
  fall: '#b42318',
  quiet: '#5b6672',
  series: ['#0b5c7a', '#c26a00', '#3a7d44', '#7a4fa3', '#a33b4f', '#4d6a8a', '#8a6d1f', '#2f7f86'],
} as const;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.brand,
    colorLink: colours.brand,
    colorError: colours.fall,
    colorSuccess: colours.rise,
    colorSuccessBg: '#e9f5ef',
    colorSuccessBorder: '#9ccfb8',
    colorTextSecondary: colours.quiet,
    colorTextDescription: colours.quiet,
    colorTextPlaceholder: colours.quiet,
    borderRadius: 6,
    // who asks the system for less motion gets none
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif',
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', bodyBg: '#f4f6f8' },
    Menu: { itemSelectedBg: '#e3eff4', itemSelectedColor: '#0b5c7a' },
    Descriptions: { labelColor: colours.quiet },
    Table: { cellPaddingBlockSM: 6 },
  },
};
