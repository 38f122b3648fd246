# One image for every service: the command says which (`hub start <service>`).
FROM node:24-slim
RUN npm install --global pnpm@12
WORKDIR /throughgate
COPY . .
RUN pnpm install --frozen-lockfile && chown -R node:node /throughgate
USER node
ENV HUB_HOST=0.0.0.0 HUB_PORT=4000
EXPOSE 4000
ENTRYPOINT ["node", "packages/cli/src/main.ts"]
CMD ["--help"]
