/** The panel that explains a figure: what it is, by which rule and clause, and what it is made from. */
import { Drawer, Spin, Tag } from 'antd';
import type { Asked, RowTitle } from './ask.tsx';
import { useWords } from './language.tsx';
import { Refused } from './refusal.tsx';
import { RowTitleContext, useWhyTitle, WhyDetails, WhyValue } from './why-details.tsx';
import { WhyTree, type AskInstead } from './why-tree.tsx';
import type { Why } from './why.ts';
import { words } from './words.ts';

const asKey: RowTitle = (row) => row;

function WhyBody({ why, askInstead }: { why: Why; askInstead: AskInstead }) {
  const t = useWords(words);
  return (
    <>
      <div className="row"><Tag>{t(`kind_${why.kind}`)}</Tag><span className="quiet">{t('whereFrom')}</span></div>
      <p className="card-figure"><WhyValue why={why} /></p>
      <WhyDetails why={why} />
      <WhyTree why={why} askInstead={askInstead} />
    </>
  );
}

function WhyHeading({ why }: { why: Why }) {
  return useWhyTitle()(why);
}

export function WhyPanel({ asked, rowTitle = asKey, close, askInstead }: { asked: Asked; rowTitle?: RowTitle; close: () => void; askInstead: AskInstead }) {
  const t = useWords(words);
  const why = asked.state === 'open' ? asked.why : undefined;
  return (
    <Drawer
      open={asked.state !== 'closed'}
      onClose={close}
      size={Math.min(560, window.innerWidth)}
      title={why ? <RowTitleContext value={rowTitle}><WhyHeading why={why} /></RowTitleContext> : t('whereFrom')}
      destroyOnHidden
      styles={{ mask: { background: 'rgb(16 40 60 / 10%)' } }} // the figure asked about stays readable beside its explanation
    >
      {asked.state === 'waiting' && <Spin aria-label={t('loading')} />}
      {asked.state === 'failed' && <Refused error={asked.error} />}
      {why && <RowTitleContext value={rowTitle}><WhyBody key={`${why.name}/${why.row ?? ''}`} why={why} askInstead={askInstead} /></RowTitleContext>}
    </Drawer>
  );
}
