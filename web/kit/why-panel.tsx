/** The panel that explains a figure: value, rule, clause, rounding, leftover fen, and what it is made from. */
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Drawer, Spin, Tag } from 'antd';
import { createContext, useContext, useState } from 'react';
import type { Asked, RowTitle } from './ask.tsx';
import { useSay, useWords } from './language.tsx';
import { Money } from './money.tsx';
import { Refused } from './refusal.tsx';
import type { Why } from './why.ts';
import { words } from './words.ts';

/** What the API writes for the row of a person whom the asker may not see. */
const someoneElse = '＊';

const RowTitleContext = createContext<RowTitle>((row) => row);

/** The title of what is explained, with the row that it belongs to. */
function useWhyTitle(): (why: Why) => string {
  const say = useSay();
  const rowTitle = useContext(RowTitleContext);
  return (why) => say(why.title) + (why.row === undefined ? '' : ` · ${rowTitle(why.row)}`);
}

function isMoney(why: Why): boolean {
  return why.unit.zh === words.yuan.zh && /^-?[\d,]+\.\d\d$/.test(why.value);
}

function WhyValue({ why }: { why: Why }) {
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
          <li key={`${each.row}/${each.exact}`} className="money">{t('leftoverRow', { ...each, row: each.row === someoneElse ? t('otherPerson') : rowTitle(each.row) })}</li>
        ))}
      </ul>
    </div>
  );
}

function WhyDetails({ why }: { why: Why }) {
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

function WhyInput({ why }: { why: Why }) {
  const [open, setOpen] = useState(false);
  const t = useWords(words);
  const titleOf = useWhyTitle();
  return (
    <li>
      <div className="reason-head">
        <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />} {titleOf(why)}
        </button>
        <WhyValue why={why} />
      </div>
      {open && (
        <>
          <Tag>{t(`kind_${why.kind}`)}</Tag>
          <WhyDetails why={why} />
          <WhyInputs why={why} />
        </>
      )}
    </li>
  );
}

function WhyInputs({ why }: { why: Why }) {
  const t = useWords(words);
  if (why.inputs.length === 0) return null;
  return (
    <div>
      <h4>{t('inputs')}</h4>
      <ul className="reason-tree">
        {why.inputs.map((input) => <WhyInput key={`${input.name}/${input.row ?? ''}`} why={input} />)}
      </ul>
    </div>
  );
}

function WhyBody({ why }: { why: Why }) {
  const t = useWords(words);
  return (
    <>
      <div className="row"><Tag>{t(`kind_${why.kind}`)}</Tag><span className="quiet">{t('whereFrom')}</span></div>
      <p className="card-figure"><WhyValue why={why} /></p>
      <WhyDetails why={why} />
      <WhyInputs why={why} />
    </>
  );
}

function WhyHeading({ why }: { why: Why }) {
  return useWhyTitle()(why);
}

export function WhyPanel({ asked, rowTitle, close }: { asked: Asked; rowTitle: RowTitle; close: () => void }) {
  const t = useWords(words);
  const why = asked.state === 'open' ? asked.why : undefined;
  return (
    <Drawer
      open={asked.state !== 'closed'}
      onClose={close}
      size={Math.min(560, window.innerWidth)}
      title={why ? <RowTitleContext value={rowTitle}><WhyHeading why={why} /></RowTitleContext> : t('whereFrom')}
      destroyOnHidden
    >
      {asked.state === 'waiting' && <Spin aria-label={t('loading')} />}
      {asked.state === 'failed' && <Refused error={asked.error} />}
      {why && <RowTitleContext value={rowTitle}><WhyBody why={why} /></RowTitleContext>}
    </Drawer>
  );
}
