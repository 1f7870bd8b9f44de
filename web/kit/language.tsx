/** The reader's language: kept in localStorage, followed by antd and by the document. */
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { rememberedLanguage, rememberLanguage } from './remembered.ts';
import { theme } from './theme.ts';
import { fill, type Catalogue, type Language, type Words } from './words.ts';

interface Choice {
  language: Language;
  choose: (language: Language) => void;
}

const LanguageContext = createContext<Choice>({ language: 'zh', choose: () => undefined });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(rememberedLanguage);
  const choose = useCallback((next: Language) => {
    rememberLanguage(next);
    setLanguage(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = language === 'zh' ? '分配' : 'Fenpei';
  }, [language]);
  const choice = useMemo(() => ({ language, choose }), [language, choose]);
  return (
    <LanguageContext value={choice}>
      <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
        <App>{children}</App>
      </ConfigProvider>
    </LanguageContext>
  );
}

export function useLanguage(): Choice {
  return useContext(LanguageContext);
}

/** Picks the reader's language of a text that has both. */
export function useSay(): (text: Words) => string {
  const { language } = useLanguage();
  return useCallback((text: Words) => text[language], [language]);
}

/** The texts of a catalogue in the reader's language, slots filled. */
export function useWords<C extends Catalogue>(catalogue: C) {
  const { language } = useLanguage();
  return useCallback((key: keyof C & string, values: Readonly<Record<string, string>> = {}): string => {
    const text: Words = catalogue[key] as C[keyof C];
    return fill(text[language], values);
  }, [catalogue, language]);
}
