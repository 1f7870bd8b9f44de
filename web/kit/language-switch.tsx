/** Switches between Chinese and English; each is named in itself. */
import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLanguage } from './language.tsx';

export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <Button type="text" icon={<GlobalOutlined aria-hidden />} lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}
