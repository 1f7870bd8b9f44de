/** How each institution stands with its line of a run, and the answer of the preparing office to a dispute. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ConfirmingQuery, ConfirmationState } from '../gql/graphql.ts';
import { AnswerDispute, Confirming } from './confirming.graphql.ts';
import { confirmingWords } from './confirming-words.ts';
import { useLanguage, useSay, useWords } from './language.tsx';
import { usePlace } from './place.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { instantText } from './time.ts';
import { useVerb } from './verb.ts';

type Line = NonNullable<NonNullable<ConfirmingQuery['run']>['confirming']>['lines'][number];
interface Open { line: Line; upheld: boolean }

/** The colours of the states of runs, by what they mean here. */
const colours: Record<ConfirmationState, string> = {
  WAITING: 'SUBMITTED', CONFIRMED: 'POSTED', CONFIRMED_BY_SILENCE: 'POSTED', REJECTED: 'APPROVED', DISPUTED: 'RETURNED', DISPUTED_BY_SILENCE: 'RETURNED', UPHELD: 'RETURNED',
};

export function LineTag({ line }: { line: Pick<Line, 'state' | 'stateTitle'> }) {
  const say = useSay();
  return <span className={`state state-${colours[line.state]}`}>{say(line.stateTitle)}</span>;
}

/** By whom and when, the reason of a dispute, and its answer. */
export function LineSaid({ line }: { line: Pick<Line, 'by' | 'onBehalfOf' | 'at' | 'reason' | 'answer' | 'answeredBy'> }) {
  const t = useWords(confirmingWords);
  const { language } = useLanguage();
  return (
    <>
      {line.by && <div>{line.onBehalfOf ? t('inPlaceOf', { name: line.by, lender: line.onBehalfOf }) : line.by} {line.at && instantText(line.at, language)}</div>}
      {line.reason && <div>{t('dispute', { reason: line.reason })}</div>}
      {line.answer && <div>{t('answered', { name: line.answeredBy ?? '', answer: line.answer })}</div>}
    </>
  );
}

function AnswerDialog({ run, hash, open, close }: { run: string; hash: string; open: Open; close: () => void }) {
  const t = useWords(confirmingWords);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [answer, { loading, error }] = useVerb(AnswerDispute);
  const { line: { row }, upheld } = open;
  const submit = async (reason: string) => {
    const given = await answer({ region, run, hash, row, upheld, reason });
    if (given.error) return;
    void message.success(t('done'));
    close();
  };
  return <ReasonDialog title={t(upheld ? 'uphold' : 'reject')} hint={t(upheld ? 'upholdHint' : 'rejectHint')} busy={loading} error={error} submit={(reason) => void submit(reason)} close={close} />;
}

/** Nothing where the stage has no confirmation. */
export function ConfirmingPanel({ run: id }: { run: string }) {
  const t = useWords(confirmingWords);
  const { region } = usePlace();
  const [open, setOpen] = useState<Open>();
  const { data } = useQuery(Confirming, { variables: { region, id } });
  const run = data?.run;
  if (!run?.confirming) return null;
  const { workingDays, handedInOn, dueOn, silenceConfirms, lines } = run.confirming;
  const columns = [
    { key: 'row', title: t('line'), render: (_: unknown, { row }: Line) => row },
    { key: 'institution', title: t('institution'), render: (_: unknown, { institution }: Line) => institution.name },
    { key: 'state', title: t('state'), render: (_: unknown, line: Line) => <LineTag line={line} /> },
    { key: 'said', title: t('said'), render: (_: unknown, line: Line) => <LineSaid line={line} /> },
    {
      key: 'acts', title: t('acts'), render: (_: unknown, line: Line) => (
        <span className="row">
          {line.mine && <Link to={`/confirmations/${id}/${encodeURIComponent(line.row)}`}>{t('toLine')}</Link>}
          {line.answerable && <Button size="small" onClick={() => setOpen({ line, upheld: false })}>{t('reject')}</Button>}
          {line.answerable && <Button size="small" danger onClick={() => setOpen({ line, upheld: true })}>{t('uphold')}</Button>}
        </span>
      ),
    },
  ];
  return (
    <Card size="small" title={t('title')} extra={<Link to="/calendars">{t('calendar')}</Link>}>
      <p className="quiet">{t('term', { from: handedInOn, days: String(workingDays), due: dueOn })} · {t(silenceConfirms ? 'silenceConfirms' : 'silenceDisputes')}</p>
      <Table size="small" scroll={{ x: 'max-content' }} pagination={{ pageSize: 20, hideOnSinglePage: true }} columns={columns} dataSource={lines} rowKey="row" />
      {open && <AnswerDialog run={id} hash={run.hash} open={open} close={() => setOpen(undefined)} />}
    </Card>
  );
}
