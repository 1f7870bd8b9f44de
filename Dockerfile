# The server with its built web application; run as an account without rights. The database is another service.
FROM node:24-bookworm-slim AS built
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node --import @oxc-node/core/register --eval "import('/app/server/start/web-build.ts').then(({ builtWeb }) => builtWeb('/app'))" \
  && npm prune --omit=dev --no-audit --no-fund \
  && mkdir -p .data && chown -R node:node .data

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=built /app ./
USER node
ENV HOST=0.0.0.0 PORT=4000 NODE_ENV=production
EXPOSE 4000
CMD ["npm", "start"]
