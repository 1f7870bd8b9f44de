/** Fixing the performance-pay total of one institution for the year, or seeing how it was fixed. */
import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import type { Focus } from '../kit/figures.ts';
import { useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { totalMakers } from '../kit/roles.ts';
import { namesByCode } from '../kit/rows.ts';
import { SeenRun } from '../kit/seen-run.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { Workspace } from '../kit/workspace.tsx';
import { PayTotalDraft, PayTotals, PreparePayTotal } from './pay.graphql.ts';
import { words } from './words.ts';

const focus: Focus = { stage: 'pay-total', stepsDown: false };

function FixTotal({ institution, rowNames }: { institution: string; rowNames: ReadonlyMap<string, string> }) {
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error } = useQuery(PayTotalDraft, { variables: { region, institution, year } });
  const [preparePayTotal] = useVerb(PreparePayTotal, { awaitRefetchQueries: true });
  if (!data) return <Refused error={error} />;
  return (
    <Workspace key={`${institution}/${year}`} draft={data.payTotalDraft} focus={focus} rowNames={rowNames}
      prepare={holds(region, ['HEALTH_BUREAU'])
        ? async (preparing) => (await preparePayTotal({ region, institution, year, ...preparing })).error
        : undefined} />
  );
}

export function PayTotalPage() {
  const t = useWords(words);
  const { institution = '' } = useParams();
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error, refetch, fetchMore } = useQuery(PayTotals, { variables: { region, year } });
  useRest(fetchMore, { institutionsAfter: data?.institutions });
  const rowNames = data && namesByCode(nodesOf(data.institutions));
  const name = nodesOf(data?.institutions).find(({ id }) => id === institution)?.name ?? '';
  return (
    <Page title={t('totalTitle', { institution: name, year: String(year) })} extra={<Link to="/pay">{t('totalBefore')}</Link>}
      error={error} retry={() => void refetch()} waiting={!data}>
      {rowNames && (holds(region, totalMakers)
        ? <FixTotal institution={institution} rowNames={rowNames} />
        : <SeenRun id={data.payTotals.find((total) => total.institution.id === institution)?.run.id} focus={focus} rowNames={rowNames} />)}
    </Page>
  );
}
