/** Distributing one month's pay of an institution: each person's amount and the remaining pool, live to the fen. */
import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import type { PayKind } from '../gql/graphql.ts';
import type { Focus } from '../kit/figures.ts';
import { useWords } from '../kit/language.tsx';
import { sumOf } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { namesByCode } from '../kit/rows.ts';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { Workspace } from '../kit/workspace.tsx';
import { PayDraft, PreparePayRun } from './pay.graphql.ts';
import { leavesToDepartments } from './departments.ts';
import { PoolBar } from './pool-bar.tsx';
import { words } from './words.ts';

const focuses: Record<PayKind, Focus> = {
  BASIC: { stage: 'basic-pay', given: 'pay-total', stepsDown: false },
  INCENTIVE: { stage: 'incentive-pay', given: 'pay-total', stepsDown: false },
};

export function DistributionPage() {
  const t = useWords(words);
  const { institution = '', kind: kindInPath, period = '' } = useParams();
  const kind: PayKind = kindInPath === 'basic' ? 'BASIC' : 'INCENTIVE';
  const { region } = usePlace();
  const { holds } = useSession();
  const year = Number(period.slice(0, 4));
  const variables = { region, institution, period, kind };
  const { data, error, refetch, fetchMore } = useQuery(PayDraft, { variables: { ...variables, year } });
  useRest(fetchMore, { payRunsAfter: data?.payRuns, peopleAfter: data?.people, institutionsAfter: data?.institutions });
  const [institutions, people, payRuns] = [nodesOf(data?.institutions), nodesOf(data?.people), nodesOf(data?.payRuns)];
  const [preparePayRun] = useVerb(PreparePayRun, { awaitRefetchQueries: true });
  const name = institutions.find(({ id }) => id === institution)?.name ?? '';
  const payRun = payRuns.find((each) => each.period === period && each.kind === kind);
  const paidBefore = sumOf(payRuns.filter((each) => each.kind === kind && each.paidAt && each.id !== payRun?.id).map(({ total }) => total));
  return (
    <Page title={t('draftTitle', { institution: name, month: period, kind: t(`kind_${kind}`) })}
      extra={<>{kind === 'INCENTIVE' && <Link to="/second-allocation">{t('secondAllocation')}</Link>}{payRun && <Link to={`/pay/runs/${payRun.id}`}>{t('openPayRun')}</Link>}<Link to={`/pay/${institution}`}>{t('totalBefore')}</Link></>}
      error={error} retry={() => void refetch()} waiting={!data}>
      {data && (
        <Workspace key={`${institution}/${period}/${kind}`} draft={data.payDraft} focus={focuses[kind]} rowNames={namesByCode([...institutions, ...people])}
          prepare={holds(region, ['HOSPITAL_HEAD'])
            ? async (preparing) => (await preparePayRun({ ...variables, ...preparing, submit: true })).error
            : undefined}
          otherWay={{
            title: t('sendOut'), said: t('sentOut'), takes: leavesToDepartments, act: async (preparing) => (await preparePayRun({ ...variables, ...preparing, submit: false })).error,
          }}
          above={<PoolBar paidBefore={paidBefore} />} />
      )}
    </Page>
  );
}
