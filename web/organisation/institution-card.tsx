/** One institution: what it is on the day that is shown, and how it came there. */
import { useQuery } from '@apollo/client/react';
import { Card, Descriptions, Empty, Skeleton, Tag, Timeline } from 'antd';
import type { PlaceHistoryQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { useSession } from '../kit/session.tsx';
import { InstitutionActions } from './forms/institution-actions.tsx';
import { words as formWords } from './forms/words.ts';
import { words as kitWords } from '../kit/words.ts';
import { PlaceHistory } from './organisation.graphql.ts';
import { words } from './words.ts';

type Told = ReturnType<typeof useWords<typeof words>>;
type History = PlaceHistoryQuery['institution'];

interface Happening {
  key: string;
  day: string;
  time: string;
  text: string;
}

/** `from` and `until` as a reader says them. */
export function timeText(t: Told, from: string, until: string | null | undefined): string {
  return until ? t('between', { from, until }) : t('since', { from });
}

/** Everything that happened, the newest first. */
function happenings({ id, versions, memberships, successions }: History, t: Told): Happening[] {
  const all: Happening[] = [
    ...versions.map((version) => ({
      key: version.id, day: version.validFrom, time: timeText(t, version.validFrom, version.validUntil), text: t('called', { name: version.name, kind: t(`kind_${version.kind}`) }),
    })),
    ...memberships.map((member) => ({
      key: member.id, day: member.validFrom, time: timeText(t, member.validFrom, member.validUntil), text: t('member', { consortium: member.consortium.name, role: t(`role_${member.role}`) }),
    })),
    ...successions.map(({ on, predecessor, successor }) => ({
      key: `${predecessor.id}/${on}`, day: on, time: on, text: predecessor.id === id ? t('mergedInto', { name: successor.name }) : t('mergedFrom', { name: predecessor.name }),
    })),
  ];
  return all.toSorted((a, b) => (a.day > b.day ? -1 : 1));
}

/** `open` is false on a day on which the institution is not there: its history may still be read. */
export function InstitutionCard({ id, asOf, open }: { id: string; asOf: string | null; open: boolean }) {
  const t = useWords(words);
  const f = useWords(formWords);
  const k = useWords(kitWords);
  const { holds } = useSession();
  const { region } = usePlace();
  const { data: present, previousData, error } = useQuery(PlaceHistory, { variables: { region, id, asOf } });
  const data = present ?? previousData;
  if (error) return <Card><Empty description={t('choose')} /></Card>;
  if (!data) return <Skeleton active />;
  const { institution } = data;
  const { consortium, consortiumRole, departments } = institution;
  return (
    <Card size="small" title={<h2 className="card-title">{institution.name} {!open && <Tag>{f('notThere')}</Tag>}</h2>}>
      {open && holds(region, ['HEALTH_BUREAU']) && <InstitutionActions institution={institution} />}
      <Descriptions size="small" column={{ xs: 1, md: 2 }} items={[
        { key: 'code', label: t('code'), children: institution.code },
        { key: 'kind', label: t('kind'), children: t(`kind_${institution.kind}`) },
        { key: 'belongs', label: t('belongs'), children: consortium && consortiumRole ? t('member', { consortium: consortium.name, role: t(`role_${consortiumRole}`) }) : t('none') },
        { key: 'headcount', label: t('headcount'), children: institution.headcount },
        { key: 'departments', label: f('departments'), children: departments.length === 0 ? t('none') : departments.map(({ code, name }) => `${code} ${name}`).join(k('listed')) },
      ]} />
      <h3 className="section-title">{t('history')}</h3>
      <Timeline items={happenings(institution, t).map(({ key, time, text }) => ({ key, content: <><span className="quiet">{time}</span> {text}</> }))} />
    </Card>
  );
}
