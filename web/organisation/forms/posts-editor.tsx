/** The posts that somebody is to have: where, as what, and how much of a full post; added up as they are typed. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@apollo/client/react';
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { v4 } from 'uuid';
import type { Fault } from '../../../server/core/refusal.ts';
import { AtField } from '../../kit/act-dialog.tsx';
import { sayAtField } from '../../kit/faults.ts';
import { useLanguage, useWords } from '../../kit/language.tsx';
import { usePlace } from '../../kit/place.tsx';
import { shareSum, type PostRow } from '../posts.ts';
import { Departments, Grades } from '../register.graphql.ts';
import { words as ownWords } from '../words.ts';
import { useInstitutionOptions } from './fields.tsx';
import { words } from './words.ts';

export const newPost = (institution: string, main: boolean): PostRow => ({ id: v4(), institution, department: '', grade: '', share: '1', main, leader: false });

export const postPlaces = (rows: readonly PostRow[]): string[] => ['posts', ...rows.flatMap((_, index) => ['institution', 'department', 'grade', 'share'].map((field) => `posts[${index}].${field}`))];

interface RowProps {
  row: PostRow;
  at: string;
  faults: readonly Fault[];
  change: (change: Partial<PostRow>) => void;
  remove: () => void;
}

function PostFields({ row, at, faults, change, remove }: RowProps) {
  const t = useWords(words);
  const o = useWords(ownWords);
  const { language } = useLanguage();
  const { region } = usePlace();
  const { data: places } = useQuery(Departments, { variables: { region, institution: row.institution }, skip: row.institution === '' });
  const { data: grades } = useQuery(Grades, { variables: { region } });
  const institutions = useInstitutionOptions();
  const departments = places?.institution.departments ?? [];
  return (
    <div className="post-row" role="group" aria-label={t('post')}>
      <AtField at={`${at}.institution`} label={o('institution')} required>
        {(id) => <Select id={id} value={row.institution === '' ? undefined : row.institution} showSearch={{ optionFilterProp: 'label' }} options={institutions} onChange={(institution) => change({ institution, department: '' })} />}
      </AtField>
      <AtField at={`${at}.department`} label={o('department')}>
        {(id) => <Select id={id} value={row.department} onChange={(department) => change({ department })} options={[{ value: '', label: t('noDepartment') }, ...departments.map((each) => ({ value: each.id, label: each.name }))]} />}
      </AtField>
      <AtField at={`${at}.grade`} label={o('grade')} required>
        {(id) => <Select id={id} value={row.grade === '' ? undefined : row.grade} showSearch={{ optionFilterProp: 'label' }} onChange={(grade) => change({ grade })} options={(grades?.postGrades ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))} />}
      </AtField>
      <AtField at={`${at}.share`} label={o('share')} required faults={faults.filter((fault) => fault.at === `${at}.share`).map((fault) => sayAtField(fault, o('share'), language))}>
        {(id) => <Input id={id} inputMode="decimal" autoComplete="off" value={row.share} onChange={(event) => change({ share: event.target.value })} />}
      </AtField>
      <div className="post-row-end">
        <Radio checked={row.main} onChange={() => change({ main: true })}>{o('mainPost')}</Radio>
        <Checkbox checked={row.leader} onChange={(event) => change({ leader: event.target.checked })}>{o('leader')}</Checkbox>
        <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('removePost')} onClick={remove} />
      </div>
    </div>
  );
}

interface PostsEditorProps {
  rows: readonly PostRow[];
  faults: readonly Fault[];
  change: (rows: PostRow[]) => void;
}

/** Exactly one post is the main one, so choosing one lets go of the others. */
export function PostsEditor({ rows, faults, change }: PostsEditorProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const put = (changed: PostRow, part: Partial<PostRow>) => change(rows.map((row) => (row.id === changed.id ? { ...row, ...part } : part.main ? { ...row, main: false } : row)));
  const sum = shareSum(rows);
  return (
    <AtField at="posts" label={t('posts')} faults={faults.filter(({ at }) => at === 'posts').map((fault) => sayAtField(fault, t('posts'), language))}
      hint={rows.length > 0 && sum !== undefined ? t('sharesTogether', { sum }) : undefined}>
      {(id) => (
        <div id={id} role="group" aria-label={t('posts')} className="stack-small">
          {rows.map((row, index) => (
            <PostFields key={row.id} row={row} at={`posts[${index}]`} faults={faults} change={(part) => put(row, part)} remove={() => change(rows.filter((each) => each.id !== row.id))} />
          ))}
          <div><Button icon={<PlusOutlined aria-hidden />} onClick={() => change([...rows, newPost('', rows.length === 0)])}>{t('addPost')}</Button></div>
        </div>
      )}
    </AtField>
  );
}
