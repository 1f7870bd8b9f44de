/** What is said of one figure in an explanation: value, rule, limit, rounding, clause, leftover fen, origin. */
import { Tag } from 'antd';
import { createContext, useContext } from 'react';
import { Link } from 'react-router';
import type { RowTitle } from './ask.tsx';
import { useLanguage, useSay, useWords } from './language.tsx';
import { Money } from './money.tsx';
import { runWords } from './run-words.ts';
import { pageOfStage } from './stage-pages.ts';
import { instantText } from './time.ts';
import type { Why } from './why.ts';
import { words } from './words.ts';

/** What the API writes for the row of a person whom the asker may not see. */
const someoneElse = '＊';

export const RowTitleContext = createContext<RowTitle>((row) => row);

/** The title of what is explained, with the row that it belongs to. */
export function useWhyTitle(): (why: Why) => string {
  const say = useSay();
  const rowTitle = useContext(RowTitleContext);
  return (why) => say(why.title) + (why.row === undefined ? '' : ` · ${rowTitle(why.row)}`);
}

function isMoney(why: Why): boolean {
  return why.unit.zh === words.yuan.zh && /^-?[\d,]+\.\d\d$/.test(why.value);
}

export function WhyValue({ why }: { why: Why }) {
  const say = useSay();
  const value = isMoney(why) ? <Money value={why.value} /> : <span className="money">{why.value}</span>;
  return <span>{value} <span className="quiet">{say(why.unit)}</span></span>;
}

function WhySources({ why }: { why: Why }) {
  const t = useWords(words);
  const say = useSay();
  if (why.sources.length === 0) return null;
  return (
    <div className="reason-block">
      <h4>{t('clause')}</h4>
      {why.sources.map((source) => (
        <div key={source.id}>
          {t('cited', { document: say(source.document), clause: source.clause })} {source.rule && <Tag>{source.rule}</Tag>}
          <div className="quiet">{say(source.says)}</div>
        </div>
      ))}
    </div>
  );
}

function WhyLeftover({ leftover }: { leftover: NonNullable<Why['leftover']> }) {
  const t = useWords(words);
  const say = useSay();
  const rowTitle = useContext(RowTitleContext);
  return (
    <div className="reason-block">
      <h4>{t('leftover')}</h4>
      <div>{say(leftover.words)}</div>
      <ul>
        {leftover.receivers.map((each) => (
          <li key={`${each.row}/${each.exact}`} className="leftover">{t('leftoverRow', { ...each, row: each.row === someoneElse ? t('otherPerson') : rowTitle(each.row) })}</li>
        ))}
      </ul>
    </div>
  );
}


/** The figure was taken from an approved run: which, by its fingerprint, and the way there. */
function WhyRun({ toldBy }: { toldBy: NonNullable<Why['toldBy']> }) {
  const r = useWords(runWords);
  const say = useSay();
  const told = r('toldBy', { stage: say(toldBy.stageTitle), period: toldBy.period });
  return (
    <div className="reason-block">
      <h4>{r('fromRun')}</h4>
      <div><Link to={pageOfStage(toldBy.stage, toldBy.period)}>{told}</Link> <span className="quiet hash">{toldBy.hash.slice(0, 12)}</span></div>
    </div>
  );
}

export function WhyDetails({ why }: { why: Why }) {
  const t = useWords(words);
  const say = useSay();
  const r = useWords(runWords);
  const { language } = useLanguage();
  const { rounding } = why;
  const blocks: Array<{ title: string; text: string }> = [
    ...(why.rule ? [{ title: t('rule'), text: say(why.rule) }] : []),
    ...(why.bound ? [{ title: t('bound'), text: say(why.bound) }] : []),
    ...(rounding ? [{ title: t('rounding'), text: `${t('roundingFrom', { exact: rounding.exact, value: why.value })}　${say(rounding.words)}` }] : []),
    ...(why.decidedBy ? [{ title: t('decidedBy'), text: say(why.decidedBy) }] : []),
    ...(why.decided ? [{ title: r('decidedByWhom'), text: `${why.decided.by} · ${instantText(why.decided.at, language)}${why.decided.why ? ` · “${why.decided.why}”` : ''}` }] : []),
    ...(why.origin ? [{ title: t('origin'), text: why.origin }] : []),
  ];
  return (
    <>
      {blocks.map(({ title, text }) => <div key={title} className="reason-block"><h4>{title}</h4><div>{text}</div></div>)}
      {why.toldBy && <WhyRun toldBy={why.toldBy} />}
      <WhySources why={why} />
      {why.leftover && <WhyLeftover leftover={why.leftover} />}
    </>
  );
}
