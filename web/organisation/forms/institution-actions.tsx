/** What the health bureau does with an institution, as buttons that open its forms. */
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../kit/language.tsx';
import type { PlaceHistoryQuery } from '../../gql/graphql.ts';
import { CloseDialog, DepartmentDialog, MoveDialog, ReviseDialog } from './institution-dialogs.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { words } from './words.ts';

const dialogs = { revise: ReviseDialog, move: MoveDialog, merge: MergeDialog, registerDepartment: DepartmentDialog, closeInstitution: CloseDialog } as const;
type Act = keyof typeof dialogs;

export function InstitutionActions({ institution }: Pick<PlaceHistoryQuery, 'institution'>) {
  const t = useWords(words);
  const [open, setOpen] = useState<Act>();
  const Dialog = open && dialogs[open];
  return (
    <>
      <div className="row acts">
        {(Object.keys(dialogs) as Act[]).map((act) => <Button key={act} size="small" danger={act === 'closeInstitution'} onClick={() => setOpen(act)}>{t(act)}</Button>)}
      </div>
      {Dialog && <Dialog institution={institution} close={() => setOpen(undefined)} />}
    </>
  );
}
