/** What is said of one figure in an explanation: value, rule, limit, rounding, clause, leftover fen, origin. */
import { Tag } from 'antd';
import { createContext, useContext } from 'react';
import type { RowTitle } from './ask.tsx';
import { useSay, useWords } from './language.tsx';
import { Money } from './money.tsx';
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

export function WhyDetails({ why }: { why: Why }) {
  const t = useWords(words);
  const say = useSay();
  const { rounding } = why;
  const blocks: Array<{ title: string; text: string }> = [
    ...(why.rule ? [{ title: t('rule'), text: say(why.rule) }] : []),
    ...(why.bound ? [{ title: t('bound'), text: say(why.bound) }] : []),
    ...(rounding ? [{ title: t('rounding'), text: `${t('roundingFrom', { exact: rounding.exact, value: why.value })}　${say(rounding.words)}` }] : []),
    ...(why.decidedBy ? [{ title: t('decidedBy'), text: say(why.decidedBy) }] : []),
    ...(why.origin ? [{ title: t('origin'), text: why.origin }] : []),
  ];
  return (
    <>
      {blocks.map(({ title, text }) => <div key={title} className="reason-block"><h4>{title}</h4><div>{text}</div></div>)}
      <WhySources why={why} />
      {why.leftover && <WhyLeftover leftover={why.leftover} />}
    </>
  );
}
