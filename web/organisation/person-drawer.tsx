/** One person: identity and posts over time, and the numbers of their cards. */
import { useQuery } from '@apollo/client/react';
import { Drawer, Skeleton, Timeline } from 'antd';
import type { OnePersonQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { registrars } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { CardNumbers } from './card-numbers.tsx';
import { PersonActions } from './forms/person-actions.tsx';
import { timeText } from './institution-card.tsx';
import { OnePerson } from './organisation.graphql.ts';
import { words } from './words.ts';

function Posts({ assignments }: Pick<OnePersonQuery['person'], 'assignments'>) {
  const t = useWords(words);
  return (
    <table className="ledger">
      <thead><tr><th scope="col">{t('institution')}</th><th scope="col">{t('grade')}</th><th scope="col" className="number">{t('share')}</th><th scope="col">{t('time')}</th></tr></thead>
      <tbody>
        {assignments.toReversed().map(({ id, institution, department, postGrade, share, main, leader, validFrom, validUntil }) => (
          <tr key={id}>
            <td>{institution.name} <span className="quiet">{[department?.name, main && t('mainPost'), leader && t('leader')].filter(Boolean).join(' · ')}</span></td>
            <td>{postGrade.name}</td>
            <td className="number">{share}</td>
            <td>{timeText(t, validFrom, validUntil)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Person({ person }: OnePersonQuery) {
  const t = useWords(words);
  const { region } = usePlace();
  const { holds } = useSession();
  const { id, idCard, bankCard, identities, assignments } = person;
  return (
    <>
      {holds(region, registrars) && <PersonActions person={person} />}
      <h3 className="section-title">{t('cards')}</h3>
      <CardNumbers key={id} person={id} idCard={idCard} bankCard={bankCard} />
      <h3 className="section-title">{t('identity')}</h3>
      <Timeline items={identities.toReversed().map(({ id: key, kind, validFrom, validUntil }) => ({
        key, content: <><span className="quiet">{timeText(t, validFrom, validUntil)}</span> {t(`identity_${kind}`)}</>,
      }))} />
      <h3 className="section-title">{t('posts')}</h3>
      <Posts assignments={assignments} />
    </>
  );
}

export function PersonDrawer({ id, close }: { id: string | null; close: () => void }) {
  const { region } = usePlace();
  const { data, error } = useQuery(OnePerson, { variables: { region, id: id ?? '' }, skip: id === null });
  const person = data?.person.id === id ? data?.person : undefined;
  return (
    <Drawer open={id !== null} onClose={close} size="large" destroyOnHidden title={person && <>{person.name} <span className="quiet">{person.code}</span></>}>
      <Refused error={error} />
      {person ? <Person person={person} /> : !error && <Skeleton active />}
    </Drawer>
  );
}
