# One image for web, worker, beat and migrate; docker-compose.yml says who runs what.
FROM node:22-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY mentoring/launcher/copy_assets.mjs mentoring/launcher/
RUN node mentoring/launcher/copy_assets.mjs


FROM python:3.11-slim AS build
# gettext compiles the catalogues; it stays behind in this stage.
RUN apt-get update && apt-get install --yes --no-install-recommends gettext
ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/uv.lock requirements/production.lock requirements/
RUN python -m venv /opt/venv \
    && pip install --no-cache-dir --require-hashes --target /opt/uv -r requirements/uv.lock \
    && /opt/uv/bin/uv pip sync --no-cache --require-hashes --compile-bytecode requirements/production.lock
COPY manage.py pyproject.toml ./
COPY locale locale
COPY templates templates
COPY static static
COPY matching matching
COPY programmes programmes
COPY mentoring mentoring
COPY --from=assets /app/static/vendor static/vendor
# Neither command needs a secret; settings insist on one.
RUN export SECRET_KEY=unused SITE_URL=https://unused.invalid \
    && python manage.py compilemessages \
    && python manage.py collectstatic --no-input \
    && python -m compileall -q manage.py matching mentoring programmes


FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent mentoring \
    && install --directory --owner=mentoring --group=mentoring --mode=0750 /media
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 MEDIA_ROOT=/media
WORKDIR /app
USER mentoring
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
    CMD ["python", "-m", "mentoring.launcher.health"]
# No access log: addresses carry the tokens of mailed links.
CMD ["gunicorn", "mentoring.wsgi", "--bind=0.0.0.0:8000", "--workers=3", "--threads=4", \
     "--max-requests=5000", "--max-requests-jitter=500", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
