/** The frame around every page: menu by role, region, year, language, and who is signed in. */
import { LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { useQuery } from '@apollo/client/react';
import { Button, Drawer, Grid, Layout, Menu, Popover, Select, Skeleton } from 'antd';
import { Suspense, useRef, useState, type ReactNode } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { graphql } from './gql/index.ts';
import type { Role } from './gql/graphql.ts';
import { useLanguage, useWords } from './kit/language.tsx';
import { LanguageSwitch } from './kit/language-switch.tsx';
import { usePlace } from './kit/place.tsx';
import { useScrollingTables } from './kit/scrolling-tables.ts';
import { useSession } from './kit/session.tsx';
import { words as kitWords } from './kit/words.ts';
import { words } from './words.ts';

const Consortia = graphql(`query Consortia($region: Int!) { consortia(region: $region) { id code name } }`);

const Years = graphql(`query Years($region: Int!) { years(region: $region) }`);

export interface MenuEntry {
  path: string;
  title: keyof typeof words;
  icon: ReactNode;
  roles: readonly Role[];
  /** True for what only a region with consortia has. */
  ofConsortia?: true;
}

function MainMenu({ entries, picked }: { entries: readonly MenuEntry[]; picked?: () => void }) {
  const t = useWords(words);
  const { holds } = useSession();
  const { region } = usePlace();
  const { pathname } = useLocation();
  const { data } = useQuery(Consortia, { variables: { region } });
  const consortia = (data?.consortia.length ?? 0) > 0;
  const allowed = entries.filter(({ roles, ofConsortia }) => holds(region, roles) && (consortia || !ofConsortia));
  const here = allowed.filter(({ path }) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`))).map(({ path }) => path);
  return (
    <nav aria-label={t('menu')}>
      <Menu mode="inline" selectedKeys={here} onClick={picked}
        items={allowed.map(({ path, title, icon }) => ({ key: path, icon, label: <Link to={path}>{t(title)}</Link> }))} />
    </nav>
  );
}

function RegionSelect() {
  const t = useWords(words);
  const { language } = useLanguage();
  const { regions } = useSession();
  const { region, go } = usePlace();
  const options = regions.map(({ code, name, nameEn }) => ({ value: code, label: language === 'zh' ? name : nameEn }));
  if (options.length === 1) return <span className="shell-region">{options[0]?.label}</span>;
  return <Select className="shell-region-select" aria-label={t('region')} value={region} options={options} onChange={(next) => go({ region: next })} popupMatchSelectWidth={false} />;
}

function YearSelect() {
  const t = useWords(words);
  const { region, year, go } = usePlace();
  const { data } = useQuery(Years, { variables: { region } });
  const years = [...new Set([...(data?.years ?? []), year])].sort((a, b) => b - a);
  return <Select aria-label={t('year')} value={year} options={years.map((each) => ({ value: each, label: String(each) }))} onChange={(next) => go({ year: next })} />;
}

function WhoAmI() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { account, signOut } = useSession();
  const { region } = usePlace();
  const grants = account.grants.filter((grant) => grant.region.code === region)
    .map(({ role, institution, department, onBehalfOf }) => [k(`role_${role}`), institution?.name, department, onBehalfOf && t('lentBy', { name: onBehalfOf })].filter(Boolean).join(' · '));
  return (
    <span className="row who">
      <Popover content={<><ul className="check-list">{grants.map((grant) => <li key={grant}>{grant}</li>)}</ul><p><Link to="/account">{t('accountPage')}</Link></p></>} title={t('account')} trigger="click">
        <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={[t('account'), account.name, grants[0]].filter(Boolean).join(' ')}>
          {account.name} <span className="quiet">{grants[0]}</span>
        </Button>
      </Popover>
      <Button type="text" icon={<LogoutOutlined aria-hidden />} onClick={() => void signOut()} aria-label={t('signOut')}>{t('signOut')}</Button>
    </span>
  );
}

export function Shell({ entries }: { entries: readonly MenuEntry[] }) {
  const t = useWords(words);
  const wide = Grid.useBreakpoint().lg ?? true;
  const [open, setOpen] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  useScrollingTables(content);
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a className="skip-link" href="#content">{t('skip')}</a>
      <Layout.Header className="shell-header">
        {!wide && <Button type="text" icon={<MenuOutlined />} aria-label={t('menu')} onClick={() => setOpen(true)} />}
        <span className="shell-brand">{t('brand')}</span>
        <RegionSelect />
        <YearSelect />
        <span className="shell-space" />
        {wide && <><LanguageSwitch /><WhoAmI /></>}
      </Layout.Header>
      <Layout>
        {wide && <Layout.Sider width={208} className="shell-sider"><MainMenu entries={entries} /></Layout.Sider>}
        <Layout.Content id="content" className="shell-content" role="main" ref={content}>
          <Suspense fallback={<Skeleton active />}><Outlet /></Suspense>
        </Layout.Content>
      </Layout>
      <Drawer placement="left" size={280} open={open && !wide} onClose={() => setOpen(false)} title={t('menu')}
        footer={<div className="stack"><WhoAmI /><LanguageSwitch /></div>}>
        <MainMenu entries={entries} picked={() => setOpen(false)} />
      </Drawer>
    </Layout>
  );
}
