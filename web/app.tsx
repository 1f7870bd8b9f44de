/** The routes. Only this file and `shell.tsx` know every slice. */
import {
  ApartmentOutlined, AuditOutlined, BankOutlined, BookOutlined, CalculatorOutlined, CalendarOutlined, ClusterOutlined, FileSearchOutlined, FileTextOutlined, HomeOutlined, IdcardOutlined, ImportOutlined, PieChartOutlined, ReadOutlined, SafetyCertificateOutlined, SafetyOutlined, SplitCellsOutlined, TableOutlined, TeamOutlined, TrophyOutlined, WalletOutlined,
} from '@ant-design/icons';
import { ApolloProvider } from '@apollo/client/react';
import { Alert, Button, Result, Skeleton } from 'antd';
import { lazy, useEffect } from 'react';
import { createBrowserRouter, Link, RouterProvider, useRouteError } from 'react-router';
import { InvitationPage } from './access/invitation-page.tsx';
import { SignInPage } from './access/sign-in.tsx';
import type { Role } from './gql/graphql.ts';
import { AskProvider } from './kit/ask.tsx';
import { client } from './kit/client.ts';
import { LanguageProvider, useWords } from './kit/language.tsx';
import { bureaus } from './kit/roles.ts';
import { PlaceProvider } from './kit/place.tsx';
import { SessionProvider, useSession } from './kit/session.tsx';
import { today } from './kit/time.ts';
import { Shell, type MenuEntry } from './shell.tsx';
import { words } from './words.ts';

const HomePage = lazy(async () => ({ default: (await import('./home/home-page.tsx')).HomePage }));
const BudgetPage = lazy(async () => ({ default: (await import('./budget/budget-page.tsx')).BudgetPage }));
const SettlementPage = lazy(async () => ({ default: (await import('./settlement/settlement-page.tsx')).SettlementPage }));
const IntakePage = lazy(async () => ({ default: (await import('./intake/intake-page.tsx')).IntakePage }));
const ImportPage = lazy(async () => ({ default: (await import('./intake/import-page.tsx')).ImportPage }));
const YearPage = lazy(async () => ({ default: (await import('./stage/year-page.tsx')).YearPage }));
const StagePage = lazy(async () => ({ default: (await import('./stage/stage-page.tsx')).StagePage }));
const LinePage = lazy(async () => ({ default: (await import('./confirmation/line-page.tsx')).LinePage }));
const CalendarsPage = lazy(async () => ({ default: (await import('./confirmation/calendars-page.tsx')).CalendarsPage }));
const CashPage = lazy(async () => ({ default: (await import('./cash/cash-page.tsx')).CashPage }));
const ConsortiumPage = lazy(async () => ({ default: (await import('./consortium/consortium-page.tsx')).ConsortiumPage }));
const PayPage = lazy(async () => ({ default: (await import('./pay/pay-page.tsx')).PayPage }));
const PayTotalPage = lazy(async () => ({ default: (await import('./pay/pay-total-page.tsx')).PayTotalPage }));
const DistributionPage = lazy(async () => ({ default: (await import('./pay/distribution-page.tsx')).DistributionPage }));
const AllocationsPage = lazy(async () => ({ default: (await import('./allocation/list-page.tsx')).AllocationsPage }));
const AllocationPage = lazy(async () => ({ default: (await import('./allocation/allocation-page.tsx')).AllocationPage }));
const PayRunPage = lazy(async () => ({ default: (await import('./pay/pay-run-page.tsx')).PayRunPage }));
const PayWorkbookPage = lazy(async () => ({ default: (await import('./pay/beside/pay-workbook-page.tsx')).PayWorkbookPage }));
const PayslipPage = lazy(async () => ({ default: (await import('./payslip/payslip-page.tsx')).PayslipPage }));
const InstitutionPayslipPage = lazy(async () => ({ default: (await import('./payslip/institution-page.tsx')).InstitutionPayslipPage }));
const ReportPage = lazy(async () => ({ default: (await import('./report/report-page.tsx')).ReportPage }));
const BesidePage = lazy(async () => ({ default: (await import('./report/beside-page.tsx')).BesidePage }));
const JournalPage = lazy(async () => ({ default: (await import('./report/journal-page.tsx')).JournalPage }));
const PapersPage = lazy(async () => ({ default: (await import('./paper/papers-page.tsx')).PapersPage }));
const OrganisationPage = lazy(async () => ({ default: (await import('./organisation/organisation-page.tsx')).OrganisationPage }));
const BenefitPage = lazy(async () => ({ default: (await import('./benefit/benefit-page.tsx')).BenefitPage }));
const LibraryPage = lazy(async () => ({ default: (await import('./policy/library-page.tsx')).LibraryPage }));
const PolicyPage = lazy(async () => ({ default: (await import('./policy/policy-page.tsx')).PolicyPage }));
const VersionsPage = lazy(async () => ({ default: (await import('./policy/versions-page.tsx')).VersionsPage }));
const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }));
const AccountPage = lazy(async () => ({ default: (await import('./access/account-page.tsx')).AccountPage }));
const AssessmentPage = lazy(async () => ({ default: (await import('./assessment/round-page.tsx')).AssessmentPage }));
const AssessedUnitPage = lazy(async () => ({ default: (await import('./assessment/unit-page.tsx')).AssessedUnitPage }));
const SchemePage = lazy(async () => ({ default: (await import('./assessment/scheme-page.tsx')).SchemePage }));
const IndicatorsPage = lazy(async () => ({ default: (await import('./assessment/library-page.tsx')).IndicatorsPage }));
const RightsPage = lazy(async () => ({ default: (await import('./rights/rights-page.tsx')).RightsPage }));

/** The year in which the page was opened. */
const thisYear = Number(today().slice(0, 4));

const officers: readonly Role[] = [...bureaus, 'HOSPITAL_HEAD'];

const entries: readonly MenuEntry[] = [
  { path: '/', title: 'home', icon: <HomeOutlined />, roles: [...officers, 'STAFF', 'AUDITOR', 'DEPARTMENT_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL', 'ADMINISTRATOR'] },
  { path: '/budget', title: 'budget', icon: <BankOutlined />, roles: officers, ofConsortia: true },
  { path: '/intake', title: 'intake', icon: <ImportOutlined />, roles: ['INSURANCE_BUREAU'] },
  { path: '/settlement', title: 'settlement', icon: <AuditOutlined />, roles: officers, ofConsortia: true },
  { path: '/assessment', title: 'assessment', icon: <TrophyOutlined />, roles: [...officers, 'AUDITOR'] },
  { path: '/year', title: 'yearAtAGlance', icon: <CalendarOutlined />, roles: bureaus },
  { path: '/consortium', title: 'consortium', icon: <ClusterOutlined />, roles: ['HOSPITAL_HEAD'], ofConsortia: true },
  { path: '/cash', title: 'cash', icon: <WalletOutlined />, roles: [...officers, 'INSTITUTION_FINANCE'] },
  { path: '/pay', title: 'pay', icon: <TeamOutlined />, roles: officers },
  { path: '/second-allocation', title: 'secondAllocation', icon: <SplitCellsOutlined />, roles: ['DEPARTMENT_HEAD', 'HOSPITAL_HEAD'] },
  { path: '/payslips', title: 'payslip', icon: <IdcardOutlined />, roles: ['STAFF'] },
  { path: '/institution-payslips', title: 'institutionPayslips', icon: <IdcardOutlined />, roles: ['INSTITUTION_FINANCE', 'PERSONNEL'] },
  { path: '/report', title: 'report', icon: <PieChartOutlined />, roles: officers },
  { path: '/beside', title: 'beside', icon: <TableOutlined />, roles: bureaus },
  { path: '/journal', title: 'journal', icon: <BookOutlined />, roles: bureaus },
  { path: '/papers', title: 'papers', icon: <FileTextOutlined />, roles: officers },
  { path: '/organisation', title: 'organisation', icon: <ApartmentOutlined />, roles: [...officers, 'PERSONNEL', 'INSTITUTION_FINANCE'] },
  { path: '/benefits', title: 'benefits', icon: <CalculatorOutlined />, roles: bureaus },
  { path: '/library', title: 'library', icon: <ReadOutlined />, roles: [...officers, 'AUDITOR'] },
  { path: '/policies', title: 'policies', icon: <SafetyCertificateOutlined />, roles: [...officers, 'AUDITOR'] },
  { path: '/audit', title: 'audit', icon: <FileSearchOutlined />, roles: ['AUDITOR'] },
  { path: '/rights', title: 'rights', icon: <SafetyOutlined />, roles: ['ADMINISTRATOR', 'AUDITOR'] },
];

function NotFound() {
  const t = useWords(words);
  return <Result status="404" title={t('notFound')} extra={<Link to="/"><Button type="primary">{t('backHome')}</Button></Link>} />;
}

function SignedIn() {
  const t = useWords(words);
  const { regions } = useSession();
  if (regions.length === 0) return <Alert type="warning" showIcon title={t('noRegion')} />;
  return (
    <PlaceProvider regions={regions.map(({ code }) => code)} thisYear={thisYear}>
      <AskProvider><Shell entries={entries} /></AskProvider>
    </PlaceProvider>
  );
}

function Frame() {
  return <SessionProvider signedOut={<SignInPage />} waiting={<Skeleton active />}><SignedIn /></SessionProvider>;
}

/** The address of the API gives GraphiQL to whoever has signed in there meanwhile. */
function OpenGraphiql() {
  useEffect(() => location.reload(), []);
  return <Skeleton active />;
}

/** What a page shows when this program itself fails: the words of the failure and a way on. */
function Broken() {
  const t = useWords(words);
  const error = useRouteError();
  return (
    <Result status="error" title={t('broken')} subTitle={error instanceof Error ? error.message : String(error)}
      extra={<Button type="primary" onClick={() => location.reload()}>{t('reload')}</Button>} />
  );
}

const router = createBrowserRouter([{ path: '/invitation', element: <InvitationPage />, errorElement: <Broken /> }, {
  path: '/',
  element: <Frame />,
  errorElement: <Broken />,
  children: [
    { index: true, element: <HomePage /> },
    { path: 'budget', element: <BudgetPage /> },
    { path: 'intake', element: <IntakePage /> },
    { path: 'intake/:id', element: <ImportPage /> },
    { path: 'settlement', element: <SettlementPage /> },
    { path: 'assessment', element: <AssessmentPage /> },
    { path: 'assessment/schemes', element: <SchemePage /> },
    { path: 'assessment/indicators', element: <IndicatorsPage /> },
    { path: 'assessment/:scope/:code', element: <AssessedUnitPage /> },
    { path: 'year', element: <YearPage /> },
    { path: 'stages/:stage/:period', element: <StagePage /> },
    { path: 'confirmations/:run/:row', element: <LinePage /> },
    { path: 'calendars', element: <CalendarsPage /> },
    { path: 'consortium', element: <ConsortiumPage /> },
    { path: 'cash', element: <CashPage /> },
    { path: 'pay', element: <PayPage /> },
    { path: 'pay/runs/:id', element: <PayRunPage /> },
    { path: 'pay/runs/:id/beside', element: <PayWorkbookPage /> },
    { path: 'pay/:institution', element: <PayPage /> },
    { path: 'pay/:institution/total', element: <PayTotalPage /> },
    { path: 'pay/:institution/:kind/:period', element: <DistributionPage /> },
    { path: 'second-allocation', element: <AllocationsPage /> },
    { path: 'second-allocation/:institution/:department/:period/:decision', element: <AllocationPage /> },
    { path: 'payslips', element: <PayslipPage /> },
    { path: 'institution-payslips', element: <InstitutionPayslipPage /> },
    { path: 'report', element: <ReportPage /> },
    { path: 'beside', element: <BesidePage /> },
    { path: 'journal', element: <JournalPage /> },
    { path: 'papers', element: <PapersPage /> },
    { path: 'organisation', element: <OrganisationPage /> },
    { path: 'benefits', element: <BenefitPage /> },
    { path: 'library', element: <LibraryPage /> },
    { path: 'library/:slug', element: <PolicyPage /> },
    { path: 'policies', element: <VersionsPage /> },
    { path: 'audit', element: <AuditPage /> },
    { path: 'account', element: <AccountPage /> },
    { path: 'rights', element: <RightsPage /> },
    { path: 'graphql', element: <OpenGraphiql /> },
    { path: '*', element: <NotFound /> },
  ],
}]);

export function App() {
  return (
    <ApolloProvider client={client}>
      <LanguageProvider><RouterProvider router={router} /></LanguageProvider>
    </ApolloProvider>
  );
}
