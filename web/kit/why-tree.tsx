/** What a figure is made from, as a tree that opens level by level; a figure told once leads to where it is told. */
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useWords } from './language.tsx';
import { useWhyTitle, WhyDetails, WhyValue } from './why-details.tsx';
import { toldAt, type Place, type Why } from './why.ts';
import { words } from './words.ts';

/** Asks about a figure of the tree by itself. */
export type AskInstead = (name: string, row?: string) => void;

interface Tree {
  isOpen: (place: Place) => boolean;
  toggle: (place: Place) => void;
  /** Goes to where a folded figure is told, or asks for it by itself; undefined when neither can be. */
  follow: (why: Why) => { words: 'toldAbove' | 'toldAlone'; go: () => void } | undefined;
}

const TreeContext = createContext<Tree | undefined>(undefined);
const keyOf = (place: Place) => place.join('.');
const buttonId = (place: Place) => `why-${place.join('-')}`;

function useTree(root: Why, askInstead: AskInstead): Tree {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [target, setTarget] = useState<{ place: Place }>();
  useEffect(() => {
    if (target) document.getElementById(buttonId(target.place))?.focus();
  }, [target]);
  const toggle = useCallback((place: Place) => setOpen((before) => {
    const after = new Set(before);
    if (!after.delete(keyOf(place))) after.add(keyOf(place));
    return after;
  }), []);
  return useMemo(() => ({
    toggle,
    isOpen: (place) => open.has(keyOf(place)),
    follow: (why) => {
      const place = toldAt(root, why);
      if (!place) return why.kind === 'step' && why.rowsTotal === undefined ? { words: 'toldAlone', go: () => askInstead(why.name, why.row) } : undefined;
      return {
        words: 'toldAbove',
        go: () => {
          setOpen((before) => new Set([...before, ...place.map((_, depth) => keyOf(place.slice(0, depth + 1)))]));
          setTarget({ place });
        },
      };
    },
  }), [root, askInstead, open, toggle]);
}

function Folded({ why }: { why: Why }) {
  const t = useWords(words);
  const titleOf = useWhyTitle();
  const onward = useContext(TreeContext)?.follow(why);
  if (!onward) return null;
  const text = t(onward.words);
  return <button type="button" className="text-button" aria-label={`${text}: ${titleOf(why)}`} onClick={onward.go}>{text}</button>;
}

function WhyInput({ why, place }: { why: Why; place: Place }) {
  const t = useWords(words);
  const titleOf = useWhyTitle();
  const tree = useContext(TreeContext);
  const open = tree?.isOpen(place) ?? false;
  return (
    <li>
      <div className="reason-head">
        <button type="button" id={buttonId(place)} className="text-button" aria-expanded={open} onClick={() => tree?.toggle(place)}>
          {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />} {titleOf(why)}
        </button>
        <WhyValue why={why} />
      </div>
      {open && (
        <>
          <div className="row"><Tag>{t(`kind_${why.kind}`)}</Tag>{why.folded && <Folded why={why} />}</div>
          <WhyDetails why={why} />
          <WhyInputs why={why} place={place} />
        </>
      )}
    </li>
  );
}

function WhyInputs({ why, place }: { why: Why; place: Place }) {
  const t = useWords(words);
  const { rowsTotal, inputs } = why;
  if (inputs.length === 0) return rowsTotal === undefined ? null : <div className="quiet">{t('rowsInAll', { count: String(rowsTotal) })}</div>;
  const more = rowsTotal !== undefined && rowsTotal > inputs.length;
  return (
    <div>
      <h4>
        {t('inputs')} {rowsTotal !== undefined && (
          <span className="quiet">{t(more ? 'rowsShown' : 'rowsInAll', { count: String(rowsTotal), shown: String(inputs.length) })}</span>
        )}
      </h4>
      <ul className="reason-tree">
        {inputs.map((input, index) => <WhyInput key={`${input.name}/${input.row ?? index}`} why={input} place={[...place, index]} />)}
      </ul>
    </div>
  );
}

/** The inputs of the figure asked for, and everything beneath them. */
export function WhyTree({ why, askInstead }: { why: Why; askInstead: AskInstead }) {
  const tree = useTree(why, askInstead);
  return <TreeContext value={tree}><WhyInputs why={why} place={[]} /></TreeContext>;
}
