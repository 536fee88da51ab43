# docker build -t hamafza . ; see docs/operations/install.md
FROM python:3.11-slim AS build
WORKDIR /opt/hamafza
COPY requirements requirements
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e . && .venv/bin/python -m compileall -q src

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/hamafza --shell /usr/sbin/nologin hamafza \
 && install -d -o hamafza -g hamafza -m 0700 /var/lib/hamafza
COPY --from=build /opt/hamafza /opt/hamafza
WORKDIR /opt/hamafza
ENV PATH=/opt/hamafza/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HAMAFZA_DATA=/var/lib/hamafza \
    HAMAFZA_HOST=0.0.0.0 \
    HAMAFZA_PORT=8000 \
    HAMAFZA_LOG_FORMAT=json
USER 10001
VOLUME /var/lib/hamafza
EXPOSE 8000
HEALTHCHECK --start-period=2m CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
CMD ["hamafza", "serve"]
