/** GraphiQL with the session of the application. Every mutation is an intention of its own, with a new key. */
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';
import { v4 } from 'uuid';
import { rememberedLanguage } from '../kit/remembered.ts';
import { words } from './words.ts';
import './style.css';

const language = rememberedLanguage();
document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
document.title = words.title[language];

async function ask(request: object, { headers }: { headers?: Record<string, unknown> } = {}): Promise<never> {
  const response = await fetch('/graphql', {
    method: 'POST', credentials: 'same-origin', body: JSON.stringify(request),
    headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': v4(), ...headers as Record<string, string> },
  });
  return response.json() as Promise<never>;
}

const root = document.getElementById('graphiql');
if (!root) throw new Error('graphiql.html has no #graphiql');
createRoot(root).render(
  <GraphiQL fetcher={ask} defaultQuery={words.example[language]}>
    <GraphiQL.Logo><a href="/">{words.title[language]}</a></GraphiQL.Logo>
  </GraphiQL>,
);
