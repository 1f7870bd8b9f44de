/** The notices that one may read, and one's objections. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { bureaus } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { today } from '../kit/time.ts';
import { Notices, ReadNotices } from './notice.graphql.ts';
import { Objections } from './objections.tsx';
import { words } from './words.ts';

export function NoticesPage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { holds } = useSession();
  const objects = holds(region, [...bureaus, 'HOSPITAL_HEAD', 'STAFF']);
  const all = useQuery(Notices, { variables: { region, year }, skip: !objects });
  const read = useQuery(ReadNotices, { variables: { region, year }, skip: objects });
  const { data, error, refetch } = objects ? all : read;
  const notices = data?.notices ?? [];
  return (
    <Page title={t('title')} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}>
      {data && notices.length === 0 && <Empty description={t('none', { year: String(year) })} />}
      <div className="payslips">
        {notices.map(({ id, institution, period, kind, publishedAt, closesOn, open }) => (
          <Card key={id} size="small" title={<Link to={`/notices/${id}`}>{period} {t(`kind_${kind}`)}</Link>} extra={<span className={open ? 'state state-POSTED' : 'state'}>{t(open ? 'open' : 'over')}</span>}>
            <div>{institution}</div>
            <div className="quiet">{t('days')} {t('until', { from: today(new Date(publishedAt)), until: closesOn })}</div>
          </Card>
        ))}
      </div>
      {objects && all.data && <Objections title={t(holds(region, [...bureaus, 'HOSPITAL_HEAD']) ? 'objections' : 'ownObjections')} objections={all.data.payObjections} />}
    </Page>
  );
}
