/** Regions, consortia and institutions as a tree on a day; of each institution its history and its people. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Empty, Input, Tag, Tree } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { PlacesQuery } from '../gql/graphql.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { peopleRoles } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { today } from '../kit/time.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { isDay } from './forms/fields.tsx';
import { RegisterInstitutionDialog } from './forms/register-institution.tsx';
import { ShownPlacesProvider, type ShownPlaces } from './forms/shown-places.tsx';
import { words as formWords } from './forms/words.ts';
import { GradesCard } from './grades-card.tsx';
import { InstitutionCard } from './institution-card.tsx';
import { Places } from './organisation.graphql.ts';
import { PeopleTable } from './people-table.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { openKeys, placesTree, type Branch } from './tree.ts';
import { words } from './words.ts';

function PlacesTree({ places, chosen, choose }: { places: PlacesQuery; chosen: string | null; choose: (institution: string) => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const branches = useMemo(() => placesTree({ ...places, institutions: nodesOf(places.institutions) }, {
    region: ({ name, nameEn, code }) => `${language === 'zh' ? name : nameEn} ${code}`,
    clinics: (count) => t('clinics', { count: String(count) }),
    outside: (count) => t('outside', { count: String(count) }),
  }), [places, language, t]);
  return (
    <Tree<Branch> treeData={branches} blockNode virtual={false} selectedKeys={chosen === null ? [] : [chosen]} defaultExpandedKeys={openKeys(branches, chosen)}
      titleRender={({ title, institution }) => <>{title} {institution?.consortiumRole === 'HEAD' && <Tag color="blue">{t('head')}</Tag>}</>}
      onSelect={(_, { node }) => node.institution && choose(node.institution.id)} />
  );
}

function Pools({ pools }: Pick<PlacesQuery, 'pools'>) {
  const t = useWords(words);
  const { language } = useLanguage();
  const said = ({ name, nameEn }: { name: string; nameEn: string }) => (language === 'zh' ? name : nameEn);
  if (pools.length === 0) return null;
  return (
    <Card size="small" title={<h2 className="card-title">{t('pools')}</h2>}>
      {pools.map(({ pool, regions }) => <div key={pool.id}>{said(pool)} <span className="quiet">{regions.map(said).join(' · ')}</span></div>)}
    </Card>
  );
}

export function OrganisationPage() {
  const t = useWords(words);
  const f = useWords(formWords);
  const { region } = usePlace();
  const { holds } = useSession();
  const [search, setSearch] = useSearchParams();
  const [person, setPerson] = useState<string | null>(null);
  const [registering, setRegistering] = useState(false);
  const wanted = search.get('day');
  const asOf = wanted !== null && isDay(wanted) ? wanted : null;
  const put = (name: string, value: string) => setSearch((params) => {
    if (value === '') params.delete(name);
    else params.set(name, value);
    return params;
  });
  const { data: present, previousData, error, refetch, fetchMore } = useQuery(Places, { variables: { region, asOf } });
  const data = present ?? previousData; // another day takes the place of this one when it is there
  const chosen = search.get('institution');
  useRest(fetchMore, { institutionsAfter: present?.institutions });
  const institutions = useMemo(() => nodesOf(data?.institutions), [data]);
  const shown = institutions.some(({ id }) => id === chosen) ? chosen : null;
  const day = asOf ?? today();
  const places: ShownPlaces = {
    day, institutions,
    show: (next, institution) => setSearch((params) => {
      if (next !== day) params.set('day', next);
      if (institution !== undefined) params.set('institution', institution);
      return params;
    }),
  };
  return (
    <ShownPlacesProvider value={places}>
      <Page title={t('title')} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}
        extra={<label className="as-of">{t('asOf')} <Input type="date" value={day} onChange={(event) => put('day', event.target.value)} /></label>}>
        {data && (
          <div className="places">
            <div className="stack">
              <Card size="small" title={<h2 className="card-title">{t('tree')}</h2>}
                extra={holds(region, ['HEALTH_BUREAU']) && <Button size="small" onClick={() => setRegistering(true)}>{f('registerInstitution')}</Button>}>
                <PlacesTree key={`${region}/${asOf}`} places={data} chosen={shown} choose={(id) => put('institution', id)} />
              </Card>
              <Pools pools={data.pools} />
            </div>
            <div className="stack">
              {chosen === null && <Card><Empty description={t('choose')} /></Card>}
              {chosen !== null && <InstitutionCard key={`place/${chosen}`} id={chosen} asOf={asOf} open={shown !== null} />}
              {shown !== null && holds(region, peopleRoles) && <PeopleTable key={`people/${shown}`} institution={shown} asOf={asOf} choose={setPerson} />}
              {holds(region, peopleRoles) && <GradesCard />}
            </div>
          </div>
        )}
      </Page>
      <PersonDrawer id={person} close={() => setPerson(null)} />
      {registering && <RegisterInstitutionDialog close={() => setRegistering(false)} />}
    </ShownPlacesProvider>
  );
}
