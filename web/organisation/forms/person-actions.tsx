/** What the bureaus change of a person, as buttons that open the forms. */
import { Button } from 'antd';
import { useState } from 'react';
import type { OnePersonQuery } from '../../gql/graphql.ts';
import { useWords } from '../../kit/language.tsx';
import { postsOn } from '../posts.ts';
import { IdentityDialog, NumbersDialog, PostsDialog } from './person-dialogs.tsx';
import { useShownPlaces } from './shown-places.tsx';
import { words } from './words.ts';

const acts = ['changePosts', 'changeIdentity', 'setNumbers', 'leave'] as const;

export function PersonActions({ person }: Pick<OnePersonQuery, 'person'>) {
  const t = useWords(words);
  const { day } = useShownPlaces();
  const [open, setOpen] = useState<(typeof acts)[number]>();
  const close = () => setOpen(undefined);
  const inPost = postsOn(person.assignments, day).length > 0;
  return (
    <>
      <div className="row acts">
        {acts.filter((act) => act !== 'leave' || inPost).map((act) => <Button key={act} size="small" danger={act === 'leave'} onClick={() => setOpen(act)}>{t(act)}</Button>)}
      </div>
      {open === 'changePosts' && <PostsDialog person={person} close={close} />}
      {open === 'leave' && <PostsDialog leaving person={person} close={close} />}
      {open === 'changeIdentity' && <IdentityDialog person={person} close={close} />}
      {open === 'setNumbers' && <NumbersDialog person={person} close={close} />}
    </>
  );
}
