# One image for every service: the command says which (`hub start <service>`).
FROM node:24-slim
RUN npm install --global pnpm@12
WORKDIR /throughgate
COPY . .
# Volumes are mounted on these folders, and take their owner from them.
RUN pnpm install --frozen-lockfile && mkdir -p /data/registry /data/gateway /data/gateway-token \
  && chown -R node:node /throughgate /data
USER node
ENV HUB_HOST=0.0.0.0 HUB_PORT=4000
EXPOSE 4000
ENTRYPOINT ["node", "packages/cli/src/main.ts"]
CMD ["--help"]
